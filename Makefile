# Two commands do everything on a fresh machine with Python 3.11 or newer:
#
#   make demo    create the environment and answer one shipment
#   make test    create the environment and run every test
#
# `make help` lists the rest; `make check` runs what CI runs.

SHELL := /bin/sh
.DEFAULT_GOAL := help
export PIP_DISABLE_PIP_VERSION_CHECK := 1
unexport PYTHONPATH
unexport PYTHONHOME

# The newest usable one is taken; `make PYTHON=/path/to/python3 ...` names another.
PYTHON ?=
PYTHON_CANDIDATES := python3.14 python3.13 python3.12 python3.11 python3 python

VENV := .venv
STAMP := $(VENV)/.installed
BENCH_STAMP := $(VENV)/.installed-bench
# -P: the checkout is not put on the import path, so `import engine` fails here as it does for users.
RUN := $(VENV)/bin/python -P

# What `make demo` shows. A decision has an exit code of its own, which is no failure of the demo:
# 0 clear, 10 licence required, 11 undetermined, 12 review, 13 prohibited.
DEMO := $(VENV)/bin/exportgate check examples/magnets.xlsx --on 2026-03-02

# What `make generated` runs, and the files it writes, both committed. Empty: nothing is generated.
GENERATE := -m exportgate.formats.generate
GENERATED := formats/decision.schema.json docs/facts.md docs/findings.md docs/law.md rules/cases.schema.json rules/pack.schema.json

# What `make bench` runs, with the extra `bench` installed.
BENCH := benchmarks/single.py

# How many shipments `make differential` asks about, from which seed, the first of them, and whom:
# VOICES="engine,oracle"; empty: also durable-rules where it is installed.
EXAMPLES ?= 20000
SEED ?= 1
START ?= 0
VOICES ?=

# About how many faults `make mutants` seeds. All of them: `-m exportgate.tests.mutants --all`.
MUTANTS ?= 100

PYTEST_ARGS ?=

.PHONY: help
help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-24s %s\n", $$1, $$2 }'

# An environment made in another place (a copied or moved checkout) points back to it: make it anew.
ifneq "$(shell cat $(STAMP) 2>/dev/null)" "$(CURDIR)"
.PHONY: $(STAMP)
endif

$(STAMP): pyproject.toml
	@set -eu; \
	here=$$(pwd -P); \
	usable='import sys; sys.exit(sys.version_info < (3, 11))'; \
	if ! { [ "$$(cat $(STAMP) 2>/dev/null)" = "$$here" ] && $(VENV)/bin/python -c "$$usable"; } 2>/dev/null; then \
		chosen=; bare=; \
		for candidate in $(if $(PYTHON),"$(PYTHON)",$(PYTHON_CANDIDATES)); do \
			"$$candidate" -c "$$usable" >/dev/null 2>&1 || continue; \
			if "$$candidate" -c 'import ensurepip, venv' >/dev/null 2>&1; \
			then chosen=$$candidate; break; else bare="$${bare:-$$candidate}"; fi; \
		done; \
		if [ -z "$$chosen" ] && [ -n "$$bare" ]; then \
			echo "exportgate: $$bare cannot make an environment, because its modules venv and ensurepip are missing: install them (on Debian and Ubuntu the package python3-venv) and run make again" >&2; exit 1; \
		elif [ -z "$$chosen" ]; then \
			echo "exportgate: no Python 3.11 or newer was found (tried: $(if $(PYTHON),$(PYTHON),$(PYTHON_CANDIDATES))): install one, or name it with make PYTHON=/path/to/python3" >&2; exit 1; \
		fi; \
		echo "making the environment $(VENV) with $$("$$chosen" --version)"; \
		"$$chosen" -m venv --clear $(VENV); \
	fi; \
	echo "installing exportgate and its tools into $(VENV)"; \
	$(RUN) -m pip install --quiet --editable '.[dev]'; \
	$(RUN) -m pip install --quiet --editable '.[durable]' 2> $(VENV)/durable.log || \
		echo "exportgate: durable-rules could not be compiled ($(VENV)/durable.log): the tests of its evaluator are skipped" >&2; \
	printf '%s\n' "$$here" > $(STAMP)

$(BENCH_STAMP): $(STAMP)
	@$(RUN) -m pip install --quiet --editable '.[dev,bench]'
	@touch $@

.PHONY: env
env: $(STAMP) ## create the environment .venv

.PHONY: demo
demo: $(STAMP) ## answer one shipment, as a user would
	@echo '$$ exportgate $(wordlist 2,99,$(DEMO))'
	@$(DEMO); code=$$?; case $$code in \
		0|1[0-9]) exit 0 ;; \
		*) echo "exportgate: the demo ended with exit code $$code, which is no decision" >&2; exit 1 ;; \
	esac

.PHONY: test
test: $(STAMP) ## run every test (PYTEST_ARGS="-k magnet" runs some)
	@$(RUN) -m pytest $(PYTEST_ARGS)

.PHONY: coverage
coverage: $(STAMP) ## run every test and show what none of them reached
	@$(RUN) -m pytest --cov --cov-report=term $(PYTEST_ARGS)

.PHONY: lint
lint: $(STAMP) ## check the code's habits
	@$(RUN) -m ruff check .

.PHONY: lint-law
lint-law: $(STAMP) ## check the law's habits
	@$(VENV)/bin/exportgate rules lint

.PHONY: format
format: $(STAMP) ## lay the code out, and mend what lint can mend by itself
	@$(RUN) -m ruff check --fix-only --quiet .
	@$(RUN) -m ruff format .

.PHONY: format-check
format-check: $(STAMP) ## check that the code is laid out
	@$(RUN) -m ruff format --check .

.PHONY: types
types: $(STAMP) ## check the types, strictly
	@$(RUN) -m mypy

.PHONY: wheel
wheel: $(STAMP) ## build the source archive, and the wheel from it, into dist/
	@rm -rf build dist exportgate.egg-info
	@$(RUN) -m build --outdir dist . > $(VENV)/build.log 2>&1 || { cat $(VENV)/build.log >&2; exit 1; }
	@ls dist

.PHONY: wheel-check
wheel-check: wheel ## list the wheel, and use it in an empty environment
	@$(RUN) .ci/check_wheel.py dist

.PHONY: generated
generated: $(STAMP) ## write the generated files anew
	@$(if $(GENERATE),$(RUN) $(GENERATE),echo "nothing is generated")

.PHONY: generated-check
generated-check: generated ## check that the generated files are those committed
	@[ -n "$(GENERATED)" ] || exit 0; \
	git diff --exit-code -- $(GENERATED) || { \
		echo "exportgate: generated files differ from those committed: run make generated and commit them" >&2; exit 1; }; \
	fresh=$$(git ls-files --others --exclude-standard -- $(GENERATED)); [ -z "$$fresh" ] || { \
		echo "exportgate: generated files are not committed:" $$fresh >&2; exit 1; }

.PHONY: differential
differential: $(STAMP) ## ask engine, oracle and durable-rules the same about 20,000 shipments
	@$(RUN) -m exportgate.tests.differential.command --examples $(EXAMPLES) --seed $(SEED) \
		--start $(START) $(if $(VOICES),--voices $(VOICES))

.PHONY: mutants
mutants: $(STAMP) ## seed faults into the law and tell what catches them (MUTANTS=..., SEED=...)
	@$(RUN) -m exportgate.tests.mutants --sample $(MUTANTS) --seed $(SEED)

.PHONY: mutants-engine
mutants-engine: $(STAMP) ## the same of the engine's own code
	@$(RUN) -m exportgate.tests.mutants --part engine --sample $(MUTANTS) --seed $(SEED)

.PHONY: prove
prove: $(STAMP) ## look for gaps, dead rules and contradictions in the law
	@$(RUN) -m exportgate rules prove

.PHONY: bench
bench: $(BENCH_STAMP) ## measure the engine
	@$(RUN) $(BENCH)

# The steps of .ci/run in its order; tests/test_ci.py compares the two.
.PHONY: check
check: test lint lint-law format-check types generated-check prove differential wheel-check ## run what CI runs

.PHONY: clean
clean: ## remove the environment and everything built
	@rm -rf $(VENV) build dist exportgate.egg-info .coverage .coverage.* htmlcov
	@rm -rf .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
