"""Faults in the engine's own code: a comparison, a connective, a truth value, a statement."""

from __future__ import annotations

import ast
import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ENGINE_KINDS = {
    "comparison": "a comparison flipped, or its edge moved",
    "connective": "`and` for `or`",
    "negation": "a `not` dropped",
    "constant": "a truth value turned round, a whole number one higher",
    "kleene": "unknown returned for known, or false for unknown",
    "branch": "a condition that never holds",
    "statement": "a statement dropped",
}

_FLIPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class EngineFault:
    """One fault of a module.

    Attributes:
        module: Name of the module.
        function: Qualified name of the function or method in which it stands.
        line: Its line.
        kind: One of `ENGINE_KINDS`.
        number: Which of the module's faults it is.
        words: What it makes of what.
    """

    module: str
    function: str
    line: int
    kind: str
    number: int
    words: str

    @property
    def name(self) -> str:
        """Its name; it changes with the lines of the module."""
        return f"{self.kind}:{self.module}:{self.line}:{self.function}:{self.words}"


_Turn = tuple[str, str, "Callable[[], None]"]
"""The kind, the words, and what makes the fault in the tree."""


def faults_of_module(source: str, module: str) -> list[EngineFault]:
    """Every fault that can be made of a module's functions."""
    tree = ast.parse(source)
    return [
        EngineFault(module, function, line, kind, number, words)
        for number, (function, line, (kind, words, _)) in enumerate(_turns(tree))
    ]


def with_fault(source: str, fault: EngineFault) -> ast.Module:
    """The module's tree with one fault in it; lines stay as they are."""
    tree = ast.parse(source)
    for number, (_, _, (_, _, turn)) in enumerate(_turns(tree)):
        if number == fault.number:
            turn()
            return ast.fix_missing_locations(tree)
    raise LookupError(fault.name)


def _turns(tree: ast.Module) -> Iterator[tuple[str, int, _Turn]]:
    for name, function in _functions(tree, ""):
        for node in [*_inside(function)]:
            for turn in _of_node(node, function):
                yield name, getattr(node, "lineno", function.lineno), turn


def _functions(
    tree: ast.Module | ast.ClassDef, outer: str
) -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield f"{outer}{node.name}", node
        elif isinstance(node, ast.ClassDef):
            yield from _functions(node, f"{outer}{node.name}.")


def _inside(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """What a function does: without its decorators, annotations and defaults."""
    for statement in function.body:
        yield from _walk(statement)


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Raise):
        return  # what an error says is told by tests of errors
    yield node
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "args", "decorator_list"} and not isinstance(
            node, ast.Call
        ):
            continue
        for child in value if isinstance(value, list) else (value,):
            if isinstance(child, ast.AST):
                yield from _walk(child)


def _of_node(node: ast.AST, function: ast.FunctionDef) -> Iterator[_Turn]:
    match node:
        case ast.Compare():
            yield from _of_comparison(node)
        case ast.BoolOp():
            other = ast.Or if isinstance(node.op, ast.And) else ast.And
            words = f"{type(node.op).__name__} -> {other.__name__}"
            yield "connective", words.lower(), lambda: setattr(node, "op", other())
        case ast.UnaryOp(op=ast.Not()):
            yield "negation", "not dropped", lambda: _replace(node, _call("bool", node.operand))
        case ast.Constant(value=bool() | int() as value):
            new = not value if isinstance(value, bool) else value + 1
            yield "constant", f"{value} -> {new}", lambda: setattr(node, "value", new)
        case ast.Return():
            yield from _of_return(node, function)
        case ast.If() | ast.IfExp():
            never = ast.Constant(False)
            yield "branch", "never", lambda: setattr(node, "test", never)
        case ast.Expr(value=ast.Call()) | ast.AugAssign() | ast.Continue():
            said = f"without {ast.unparse(node)[:40]}"
            yield "statement", said, lambda: _replace(node, ast.Pass())
        case _:
            return


def _of_comparison(node: ast.Compare) -> Iterator[_Turn]:
    for index, operator in enumerate(node.ops):
        other = _FLIPPED[type(operator)]
        words = f"{type(operator).__name__} -> {other.__name__}"

        def turn(at: int = index, new: type[ast.cmpop] = other) -> None:
            node.ops[at] = new()

        yield "comparison", words, turn


def _of_return(node: ast.Return, function: ast.FunctionDef) -> Iterator[_Turn]:
    """Of what returns true, false or unknown: the value that is wrongly taken for another."""
    returns = "" if function.returns is None else ast.unparse(function.returns)
    if returns not in {"bool | None", "Truth"} or node.value is None:
        return
    value = node.value
    for words, takes, gives in (
        ("unknown -> false", None, False),
        ("unknown -> true", None, True),
        ("false -> unknown", False, None),
        ("true -> unknown", True, None),
    ):
        if isinstance(value, ast.Constant) and value.value is not takes:
            continue
        if isinstance(value, ast.Compare) and takes is None:
            continue
        test = ast.Compare(ast.Name("_given", ast.Load()), [ast.Is()], [ast.Constant(takes)])
        given = ast.NamedExpr(ast.Name("_given", ast.Store()), copy.deepcopy(value))
        test.left = given
        taken = ast.IfExp(test, ast.Constant(gives), ast.Name("_given", ast.Load()))

        def turn(new: ast.IfExp = taken) -> None:
            node.value = new

        yield "kleene", words, turn


def _call(name: str, argument: ast.expr) -> ast.Call:
    return ast.Call(ast.Name(name, ast.Load()), [argument], [])


def _replace(node: ast.AST, other: ast.AST) -> None:
    """Makes a node of the tree into another one, in its place."""
    line, column = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
    node.__class__ = other.__class__  # the tree keeps its shape
    for name in [*vars(node)]:
        delattr(node, name)
    vars(node).update(vars(other), lineno=line, col_offset=column)
