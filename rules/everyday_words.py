"""Words that stand on most packing lists: alone, none of them tells a controlled item."""

from __future__ import annotations

_ENGLISH = """
accessory actuator adapter adhesive aircraft alloy aluminium aluminum antenna apparatus assembly
bag ball battery bearing belt board bolt bottle box cable camera card carbon catalyst cell ceramic
chemical chip cleaner coating coil component composite computer condenser connector container
controller converter copper cover crystal cylinder detector device dish display drill drive drone
electrode electronics engine equipment fabric fan fertilizer fibre fiber film filter fitting foil
frame fuel furnace gas gasket gear generator glass glue goods grease hardware heater hose helmet
helicopter instrument insulator iron kit lamp laser lathe lens lid light liner lubricant machine
machinery magnet material mesh metal meter mirror mixer model module motor nickel nozzle nut oil
oven paint paper part pipe plastic plate plug polymer powder printer processor product profile
pump radar radio reactor receiver regulator relay resin ring robot rod rope router rubber salt
sample screw seal sensor server sheet ship silicon silk software solvent spare spring stand steel
strip switch system tank tape target technology telescope textile tool toy transformer transistor
transmitter tray tube turbine valve vehicle vessel washer water wax weld wheel window wire wood zinc
"""
_CHINESE = """
阀门 阀 泵 水泵 相机 摄像机 电脑 计算机 电池 电机 马达 发动机 轴承 传感器 激光器 激光 镜片 镜头
玻璃 钢 钢板 钢管 铝 铝板 铜 铁 塑料 橡胶 树脂 胶水 粉末 薄膜 纤维 织物 陶瓷 电缆 电线 连接器
开关 滤芯 过滤器 机器 设备 仪器 零件 配件 部件 材料 产品 样品 软件 技术 无人机 机器人 雷达 天线
电子元件 芯片 模块 加热器 风扇 齿轮 弹簧 螺丝 螺栓 管 管道 容器 罐 瓶 盒 袋 玩具 灯 灯具 车辆 船
油 润滑油 油漆 涂料 溶剂 催化剂 肥料 水 气体 木材 纸 布 磁铁 工具 车床 炉 烤箱
"""
EVERYDAY_WORDS = frozenset(_ENGLISH.split()) | frozenset(_CHINESE.split())
"""Single words in lower case; an English word in the singular."""
