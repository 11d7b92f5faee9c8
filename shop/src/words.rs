//! What the shop says, in several honest wordings of both languages.

/// The language of the shop's own words; goods keep their Chinese names and options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// 简体中文
    Chinese,
    /// English
    English,
}

macro_rules! words {
    ($($name:ident $variant:ident: [$($zh:literal),+] [$($en:literal),+];)+) => {
        /// One thing that the shop says.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Word {
            $(#[doc = concat!("Such as ", $($zh, ", ",)+ $($en, ", ",)+ "by seed.")] $variant,)+
        }

        impl Word {
            /// The name under which style sheets and scripts ask for it.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => stringify!($name),)+ }
            }

            /// The word of that name.
            pub fn named(name: &str) -> Option<Self> {
                match name { $(stringify!($name) => Some(Self::$variant),)+ _ => None }
            }

            /// All wordings in a language.
            pub fn variants(self, language: Language) -> &'static [&'static str] {
                match (self, language) {
                    $((Self::$variant, Language::Chinese) => &[$($zh),+],
                      (Self::$variant, Language::English) => &[$($en),+],)+
                }
            }
        }
    };
}

words! {
    buy_now BuyNow: ["立即购买", "立即订购", "立即下单"] ["Buy now", "Order now", "Buy it now"];
    add_to_cart AddToCart: ["加入购物车", "加入采购车", "加采购车"] ["Add to cart", "Add to basket", "Add to bag"];
    added Added: ["已加入购物车", "成功加入采购车"] ["Added to cart", "It is in your basket"];
    quantity Quantity: ["数量", "采购数量", "购买数量"] ["Quantity", "Qty", "Order quantity"];
    price Price: ["价格", "批发价", "单价"] ["Price", "Wholesale price", "Unit price"];
    unit_price UnitPrice: ["单价", "单价(元)"] ["Unit price", "Price each"];
    stock Stock: ["库存", "可售"] ["In stock", "Available"];
    sold_out SoldOut: ["已售罄", "缺货", "暂时无货"] ["Sold out", "Out of stock", "Currently unavailable"];
    minimum Minimum: ["起批量", "起订量", "最小起订量"] ["Minimum order", "Min. order", "MOQ"];
    step Step: ["每次递增", "递增数量"] ["in steps of", "multiples of"];
    from_pieces FromPieces: ["起"] ["or more"];
    limit Limit: ["仅剩", "限量库存"] ["Only a few left:", "Limited stock:"];
    choose Choose: ["请选择", "选择规格"] ["Choose an option", "Please select"];
    choose_all ChooseAll: ["请先选择完整规格", "请选择商品规格"] ["Choose every option first", "Please select your options"];
    enter_quantity EnterQuantity: ["请填写数量", "请至少选择一件商品"] ["Enter a quantity", "Select at least one item"];
    not_enough NotEnough: ["库存不足", "数量超出库存"] ["Not enough in stock", "More than we have in stock"];
    selected Selected: ["已选", "已选商品"] ["Selected", "Your selection"];
    pieces Pieces: ["件"] ["pcs"];
    kinds Kinds: ["种规格"] ["variants"];
    decrease Decrease: ["减少", "减"] ["Decrease", "Less"];
    increase Increase: ["增加", "加"] ["Increase", "More"];
    ship_from ShipFrom: ["发货地", "发货"] ["Ships from", "Delivery"];
    ship_place ShipPlace: ["浙江 义乌"] ["Yiwu, Zhejiang"];
    promise Promise: ["7天无理由退货 · 48小时发货", "退货包运费 · 极速发货"] ["7-day returns · ships in 48 hours", "Free returns · fast dispatch"];
    details Details: ["商品详情", "产品详情"] ["Product details", "About this item"];
    offer_id OfferId: ["商品编号", "货号"] ["Item number", "Item no."];
    reviews Reviews: ["买家评价", "累计评价"] ["Reviews", "Customer reviews"];
    also Also: ["看了又看", "猜你喜欢"] ["You may also like", "Related items"];
    sign_in SignIn: ["登录", "请登录", "亲，请登录"] ["Sign in", "Log in", "Sign in / Register"];
    sign_out SignOut: ["退出", "退出登录"] ["Sign out", "Log out"];
    hello Hello: ["你好，", "您好，", "欢迎您，"] ["Hello, ", "Hi, ", "Welcome, "];
    account_name AccountName: ["账号名", "会员名/邮箱/手机号", "账号"] ["Account", "User name or e-mail", "User name"];
    password Password: ["密码", "登录密码"] ["Password", "Your password"];
    sign_in_title SignInTitle: ["账号登录", "密码登录", "欢迎登录"] ["Sign in to your account", "Sign in", "Welcome back"];
    sign_in_hint SignInHint: ["练习账号：buyer，密码：practice"] ["Practice account: buyer, password: practice"];
    sign_in_wrong SignInWrong: ["请填写账号和密码"] ["Enter your account and password"];
    my_orders MyOrders: ["我的订单", "已买到的货品", "买家中心订单"] ["My orders", "Your orders", "Order history"];
    cart Cart: ["购物车", "采购车", "进货单"] ["Cart", "Basket", "Shopping bag"];
    cart_empty CartEmpty: ["购物车还是空的", "采购车里没有商品"] ["Your cart is empty", "There is nothing in your basket"];
    home Home: ["首页"] ["Home"];
    search Search: ["搜索", "搜索货源"] ["Search", "Find goods"];
    item Item: ["商品", "商品信息", "货品"] ["Item", "Product"];
    subtotal Subtotal: ["小计", "金额"] ["Subtotal", "Amount"];
    delete Delete: ["删除", "移除"] ["Delete", "Remove"];
    update Update: ["更新数量", "更新"] ["Update", "Update quantity"];
    operation Operation: ["操作"] ["Action"];
    goods_total GoodsTotal: ["商品总价", "货品总金额"] ["Items", "Merchandise total"];
    freight Freight: ["运费", "配送费"] ["Shipping", "Freight"];
    free Free: ["免运费", "包邮"] ["Free", "Free shipping"];
    total Total: ["合计", "应付总额", "实付款"] ["Total", "Order total", "Amount due"];
    to_checkout ToCheckout: ["结算", "去结算", "立即结算"] ["Checkout", "Proceed to checkout", "Go to checkout"];
    confirm_order ConfirmOrder: ["确认订单", "核对订单信息", "填写并核对订单"] ["Confirm your order", "Review your order", "Checkout"];
    ship_to ShipTo: ["收货地址", "收货信息", "确认收货地址"] ["Ship to", "Shipping address", "Delivery address"];
    note Note: ["给卖家留言", "买家留言", "订单备注"] ["Note to the seller", "Message to supplier", "Order note"];
    submit_order SubmitOrder: ["提交订单", "确认下单"] ["Place order", "Submit order", "Place your order"];
    price_changed PriceChanged: ["价格有变动，请重新核对后提交"] ["A price has changed; check it and place the order again"];
    cashier Cashier: ["收银台", "支付收银台"] ["Cashier", "Payment"];
    amount_due AmountDue: ["应付金额", "支付金额"] ["Amount to pay", "You pay"];
    pay_by PayBy: ["支付方式"] ["Payment method"];
    pay_way PayWay: ["账户余额"] ["Account balance"];
    pay_now PayNow: ["立即支付", "确认付款", "确认支付"] ["Pay now", "Confirm payment", "Pay"];
    pay_deadline PayDeadline: ["请在 30 分钟内完成支付，超时订单将自动取消"] ["Please pay within 30 minutes, or the order is cancelled"];
    paid_title PaidTitle: ["支付成功", "付款成功", "下单成功，您已付款"] ["Payment successful", "Thank you, your order is placed", "Order placed"];
    paid_hint PaidHint: ["卖家正在备货，发货后会通知您"] ["The seller is preparing your goods"];
    order_number OrderNumber: ["订单编号", "订单号", "采购单号"] ["Order number", "Order no.", "Order ID"];
    payment_number PaymentNumber: ["支付流水号", "交易流水号"] ["Payment reference", "Transaction ID"];
    split_hint SplitHint: ["您的商品由两个仓库发出，已拆分为两个订单"] ["Your goods ship from two warehouses, as two orders"];
    see_orders SeeOrders: ["查看订单", "查看已买到的货品"] ["View orders", "See your orders"];
    processing Processing: ["订单处理中…", "正在处理您的订单，请稍候…"] ["Processing your order…", "Please wait, your order is being processed…"];
    order_details OrderDetails: ["订单详情"] ["Order details", "View details"];
    order_time OrderTime: ["下单时间", "创建时间"] ["Placed on", "Order date"];
    status Status: ["订单状态", "交易状态"] ["Status", "Order status"];
    account Account: ["买家账号", "下单账号"] ["Account", "Ordered by"];
    unpaid Unpaid: ["等待买家付款", "待付款"] ["Awaiting payment", "Unpaid"];
    paid Paid: ["等待卖家发货", "待发货"] ["Paid, preparing shipment", "To be shipped"];
    shipped Shipped: ["卖家已发货", "已发货"] ["Shipped", "On its way"];
    tracking Tracking: ["运单号", "快递单号", "物流单号"] ["Tracking number", "Tracking no."];
    no_orders NoOrders: ["还没有订单"] ["You have no orders yet"];
    gone Gone: ["商品已下架", "该商品已下架或不存在"] ["This item is no longer available", "This listing has ended"];
    gone_hint GoneHint: ["您可以看看店里的其他商品"] ["See what else the shop has"];
    verify Verify: ["安全验证", "验证码拦截", "访问验证"] ["Security check", "Verification", "Are you human?"];
    verify_hint VerifyHint: ["检测到访问异常，请点击方框完成验证"] ["We noticed unusual traffic. Click the box to go on"];
    verify_box VerifyBox: ["点击按钮进行验证", "我不是机器人"] ["I am not a robot", "Click to verify"];
    refused Refused: ["无法下单"] ["This cannot be ordered"];
    back Back: ["返回商品", "返回"] ["Back to the item", "Go back"];
    signature Signature: ["练习供应商"] ["Practice supplier"];
    practice_note PracticeNote: ["这是练习用的店铺：看得见、买得到，不发货，也不扣钱。"] ["A shop for practice: everything can be bought, nothing is shipped and nothing is charged."];
    all_goods AllGoods: ["全部商品"] ["All goods"];
    variants Variants: ["规格", "规格价格"] ["Variants", "Options and prices"];
    loading Loading: ["加载中…", "规格加载中…"] ["Loading…", "Loading options…"];
    close Close: ["关闭", "知道了"] ["Close", "Got it"];
    coupon Coupon: ["新人专享优惠券", "限时福利"] ["A coupon for new customers", "Limited offer"];
}
