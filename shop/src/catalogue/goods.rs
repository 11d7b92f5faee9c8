//! The goods themselves.

use super::build::{colour, size};
use super::{Layout, Product, Success};
use crate::picture::Shape;
use crate::price::{Currency, Price};

/// Everything the shop sells, anew.
pub fn goods() -> Vec<Product> {
    let mut goods = rows_and_buttons();
    goods.extend(selects_and_shadows());
    goods.extend(pages_tabs_and_frames());
    goods.extend(states());
    goods.extend(hostile());
    goods
}

fn rows_and_buttons() -> Vec<Product> {
    let new = Product::new;
    let (white, black) = (colour("白色", "#f2f2ee"), colour("黑色", "#2b2b2e"));
    vec![
        new("a-tshirt", Layout::A, "纯棉圆领短袖T恤 男女同款 宽松打底衫 工作服定制", Shape::Shirt)
            .axis("颜色", &[white, black, colour("雾霾蓝", "#7f9bb3")])
            .axis("尺码", &[size("S", 0), size("M", 0), size("L", 0), size("XL", 100), size("2XL", 200)])
            .price(1280)
            .tier(50, 90)
            .tier(200, 190)
            .without(&[12]),
        new("a-cable", Layout::A, "USB-C 快充数据线 尼龙编织 60W 手机平板通用", Shape::Cable)
            .axis("颜色", &[black, colour("银灰", "#aeb4bb")])
            .axis(
                "长度",
                &[size("0.5米", 0), size("1米", 60), size("1.5米", 120), size("2米", 180), size("3米", 320)],
            )
            .price(480)
            .unit("条")
            .at_least(10, 5)
            .tier(100, 30)
            .success(Success::Address)
            .note("min_step"),
        new("a-bins", Layout::A, "加厚塑料收纳箱 带盖周转箱 仓库整理", Shape::Box)
            .axis(
                "规格",
                &[
                    size("20L 透明", 0),
                    size("35L 透明", 650),
                    size("50L 透明", 1350),
                    size("20L 灰色", 0),
                    size("35L 灰色", 650),
                    size("50L 灰色", 1350),
                ],
            )
            .price(1190)
            .unit("个")
            .two_warehouses(),
        new("b-dress", Layout::B, "法式碎花连衣裙 夏季新款 收腰显瘦", Shape::Dress)
            .axis(
                "颜色",
                &[
                    colour("红色", "#c8473f"),
                    black.hint("黑色 薄款"),
                    colour("黑色", "#17171a").hint("黑色 加绒").extra(1200),
                    colour("杏色", "#e3cfae"),
                ],
            )
            .axis("尺码", &[size("S", 0), size("M", 0), size("L", 300), size("XL", 300)])
            .price(5980)
            .without(&[3, 12])
            .success(Success::Waiting),
        new("b-mug", Layout::B, "陶瓷马克杯 简约办公室水杯 可印logo", Shape::Mug)
            .axis(
                "款式",
                &[
                    colour("混色 2只装", "#c66b4e").hint("砖红 + 米白"),
                    colour("混色 2只装", "#58788c").hint("灰蓝 + 米白"),
                    colour("混色 2只装", "#6f8f6a").hint("墨绿 + 米白").extra(100),
                    colour("单只 白色", "#f2f2ee"),
                    colour("单只 黑色", "#2b2b2e"),
                ],
            )
            .price(1850)
            .unit("套")
            .success(Success::None),
    ]
}

fn selects_and_shadows() -> Vec<Product> {
    let new = Product::new;
    vec![
        new("c-notebook", Layout::C, "A5 线圈笔记本 80张 会议记录本", Shape::Book)
            .axis(
                "内页",
                &[size("横线", 0), size("方格", 0), size("空白", 0), size("点阵", 50), size("康奈尔", 80)],
            )
            .price(680)
            .unit("本"),
        new("c-screws", Layout::C, "304不锈钢内六角螺丝 杯头螺栓 100颗装", Shape::Screw)
            .axis("规格", &[size("M3×8", 0), size("M3×12", 40), size("M4×10", 120), size("M4×16", 190)])
            .axis("材质", &[size("304不锈钢", 0), size("12.9级碳钢", 30)])
            .price(920)
            .unit("包")
            .only_cart()
            .without(&[5])
            .success(Success::None),
        new("c-envelope", Layout::C, "牛皮纸信封 5号 加厚 50个装", Shape::Envelope)
            .axis("尺寸", &[size("5号 220×110", 0), size("7号 229×162", 260), size("9号 324×229", 540)])
            .price(1100)
            .unit("包")
            .note("pair"),
        new("d-lamp", Layout::D, "LED护眼台灯 可折叠 三档调光", Shape::Lamp)
            .axis("颜色", &[colour("白色", "#f2f2ee"), colour("黑色", "#2b2b2e")])
            .axis("供电", &[size("插电款", 0), size("充电款", 1500)])
            .price(4900)
            .unit("台")
            .success(Success::Address)
            .members_only(),
        new("d-tape", Layout::D, "透明封箱胶带 高粘 打包专用", Shape::Tape)
            .axis(
                "宽度",
                &[
                    size("4.2cm×100米", 0),
                    size("4.5cm×100米", 40),
                    size("5.0cm×100米", 90),
                    size("6.0cm×100米", 180),
                    size("4.5cm×200米", 310),
                ],
            )
            .price(390)
            .unit("卷"),
    ]
}

fn pages_tabs_and_frames() -> Vec<Product> {
    let new = Product::new;
    let (grey, black) = (colour("灰色", "#9a9fa6"), colour("黑色", "#2b2b2e"));
    vec![
        new("e-bottle", Layout::E, "316不锈钢保温杯 大容量便携水壶", Shape::Bottle)
            .axis(
                "颜色",
                &[colour("曜石黑", "#2b2b2e"), colour("珍珠白", "#f2f2ee"), colour("松石绿", "#4f9a8b")],
            )
            .axis("容量", &[size("500ml", 0), size("750ml", 900)])
            .price(3950)
            .unit("个")
            .without(&[3]),
        new("e-label", Layout::E, "热敏标签纸 不干胶条码打印纸", Shape::Tape)
            .axis(
                "规格",
                &[
                    size("40×30mm 800张", 0),
                    size("60×40mm 800张", 230),
                    size("100×100mm 500张", 690),
                    size("100×150mm 350张", 760),
                    size("80×50mm 800张", 380),
                ],
            )
            .price(560)
            .unit("卷")
            .only_cart()
            .success(Success::Waiting)
            .note("pair"),
        new("f-backpack", Layout::F, "双肩电脑包 防泼水 15.6寸商务通勤", Shape::Bag)
            .axis("颜色", &[black, grey, colour("藏青", "#2f4164")])
            .price(6800)
            .unit("个")
            .success(Success::Address),
        new("f-keyboard", Layout::F, "机械键盘 87键 有线 办公游戏两用", Shape::Keyboard)
            .axis("轴体", &[size("青轴", 0), size("红轴", 0), size("茶轴", 500)])
            .axis("键帽", &[colour("黑色", "#2b2b2e"), colour("白色", "#f2f2ee")])
            .price(11900)
            .unit("把"),
        new("g-chair", Layout::G, "人体工学办公椅 网布透气 可升降", Shape::Chair)
            .axis("颜色", &[black, grey])
            .axis("脚架", &[size("尼龙脚", 0), size("钢制脚", 3500), size("铝合金脚", 8000)])
            .price(23900)
            .unit("把"),
        new("g-arm", Layout::G, "显示器支架 气弹簧悬臂 桌面升降", Shape::Arm)
            .axis("款式", &[size("单屏", 0), size("双屏", 7000)])
            .price(12900)
            .unit("套")
            .success(Success::None),
    ]
}

fn states() -> Vec<Product> {
    let new = Product::new;
    let (black, white) = (colour("黑色", "#2b2b2e"), colour("白色", "#f2f2ee"));
    let mut risen = new("price-risen", Layout::B, "桌面收纳架 铁艺双层 文件置物架", Shape::Box)
        .axis("颜色", &[black, white])
        .price(3890)
        .note("price_risen");
    risen.was = Some(Price(3290));
    let mut dollars = new("usd", Layout::C, "Canvas tote bag, 12 oz cotton, natural", Shape::Bag)
        .axis("Size", &[size("Small", 0), size("Large", 90)])
        .price(320)
        .note("other_currency");
    (dollars.currency, dollars.unit) = (Currency::Usd, "pcs");
    let mut gone = new("gone", Layout::B, "折叠购物车 买菜拉杆车", Shape::Box)
        .axis("颜色", &[black])
        .price(4590)
        .note("gone");
    gone.gone = true;
    let mut captcha = new("captcha", Layout::C, "桌面计算器 12位大屏 财务专用", Shape::Keyboard)
        .axis("颜色", &[black, white])
        .price(1990)
        .note("captcha");
    captcha.captcha = true;
    vec![
        new("sold-out", Layout::C, "双层玻璃杯 耐热茶杯 家用办公", Shape::Mug)
            .axis("颜色", &[black, white])
            .price(2590)
            .stock(0)
            .note("sold_out"),
        risen,
        dollars,
        new("vest", Layout::C, "反光工作背心 工地环卫马甲", Shape::Shirt)
            .axis("尺码", &[size("M", 0), size("L", 0), size("XL", 20)])
            .price(260)
            .unit("件")
            .at_least(10, 5)
            .note("min_step"),
        gone,
        captcha,
        new("limited", Layout::B, "限量款帆布托特包 清仓", Shape::Bag)
            .axis("颜色", &[black, white])
            .price(1500)
            .stock(3)
            .note("limited"),
    ]
}

fn hostile() -> Vec<Product> {
    let new = Product::new;
    let colours = [colour("红色", "#c8473f"), colour("蓝色", "#3f6fc8"), colour("白色", "#f2f2ee")];
    vec![
        new("hostile-clicks", Layout::H, "亚克力桌牌 会议席卡 A4台签", Shape::Book)
            .axis("颜色", &colours)
            .price(990)
            .note("hostile_clicks"),
        new("hostile-swap", Layout::H, "中性笔 0.5mm 办公签字笔 12支装", Shape::Screw)
            .axis("颜色", &colours)
            .price(1290)
            .note("hostile_swap"),
        new("hostile-overlay", Layout::H, "便利贴 76×76mm 四色装", Shape::Envelope)
            .axis("颜色", &colours)
            .price(590)
            .only_buy()
            .note("hostile_overlay"),
    ]
}
