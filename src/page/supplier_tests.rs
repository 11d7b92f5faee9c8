//! Each layout of each supplier that is shipped, read from a small page that is made like it.

use super::read::read;
use super::testpage::page;
use super::{Choice, Control, Kind, LinkRole, Product, QuantityControl, Reading};

fn read_at(url: &str, html: &str) -> Reading {
    read(&page(url, &format!("<html><body>{html}</body></html>")))
}

/// What a profile told of a product, in a line: axes, rows, quantity, price, stock.
fn told(reading: &Reading) -> String {
    let Some(product) = &reading.product else { return format!("{:?}", reading.kind) };
    let profiled = reading.evidence.iter().filter(|one| one.from == "profile");
    let of: Vec<&str> = profiled.map(|one| one.of.as_str()).collect();
    let mut all: Vec<String> = Vec::new();
    for axis in &product.axes {
        let options: Vec<String> = axis.options.iter().map(option).collect();
        all.push(format!("{}={}", axis.name, options.join(",")));
    }
    for row in &product.rows {
        let price = row.price.map_or(String::new(), |price| format!(" {}", price.amount));
        let stock = row.stock.map_or(String::new(), |stock| format!(" of {stock}"));
        let id = row.id.as_ref().map_or(String::new(), |id| format!("#{id}"));
        let sold_out = if row.sold_out { "!" } else { "" };
        all.push(format!(
            "[{}{id}{price}{stock}{sold_out}{}]",
            row.labels.join("/"),
            quantity(row.quantity.as_ref())
        ));
    }
    if of.contains(&"quantity") {
        all.push(format!("q{}", quantity(product.quantity.as_ref())));
    }
    if of.contains(&"price") {
        all.push(price(product));
    }
    all.join(" ")
}

fn price(product: &Product) -> String {
    product.price.map_or(String::new(), |price| price.amount.to_string())
}

fn quantity(control: Option<&QuantityControl>) -> String {
    control.and_then(|control| control.value).map_or(String::new(), |value| format!("*{value}"))
}

fn option(option: &Choice) -> String {
    let id = option.id.as_ref().map_or(String::new(), |id| format!("#{id}"));
    let open = match &option.control {
        Control::Open(url) => format!("->{url}"),
        _ => String::new(),
    };
    let marks = [(option.chosen, "*"), (option.disabled, "!")];
    let marks: String = marks.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark).collect();
    format!("{}{id}{marks}{open}", option.label)
}

const OFFER: &str = "https://detail.1688.com/offer/6284.html?spm=a";

const LAYOUT_A: &str = r#"<h1>Shirt</h1><div id=skuSelection>
    <div class=feature-item><div class=feature-item-label><h3>颜色</h3></div><div>
    <button class="sku-filter-button active"><img alt=x><span class=label-name>红色</span></button><button class=sku-filter-button><span class=label-name>蓝色</span></button></div></div>
    <div class=feature-item><div class=feature-item-label><h3>尺码</h3></div><div>
    <div class=expand-view-item><div class=item-label title="S 码">S…</div><div class=item-price-stock>¥12.50</div><div class=item-price-stock>库存 30 件</div><div><button>-</button><input role=spinbutton aria-valuenow=0 value=0><button>+</button></div></div>
    <div class=expand-view-item><div class=item-label title="M 码">M…</div><div class=item-price-stock>¥13.50</div><div class=item-price-stock>库存 0 件</div><div><button>-</button><input role=spinbutton aria-valuenow=0 value=2><button>+</button></div></div></div></div></div><button>立即订购</button>"#;

const LAYOUT_B: &str = r#"<h1>Shirt</h1><div class=sku-props-list><div class=item-selected><span class=prop-item-text>红色</span></div><div><span class=prop-item-text>蓝色</span></div></div>
    <div><div class=sku-list-item><p class=sku-item-name-text title=S>S</p><input value=0></div><div class=sku-list-item><p class=sku-item-name-text title=M>M</p><input value=2></div></div><button>立即订购</button>"#;

const LAYOUT_C: &str = r#"<h1>Shirt</h1><div class=prop-item-wrapper><div class="prop-item-inner-wrapper active"><div class=prop-name>红色</div></div><div class=prop-item-inner-wrapper><div class=prop-name>蓝色</div></div></div>
    <div id=sku-count-widget-wrapper><div class=sku-item-wrapper><div class=sku-item-name>S</div><div class=discountPrice-price>12.50元</div><input value=0></div><div class=sku-item-wrapper><div class=sku-item-name>M</div><div class=discountPrice-price>13.50元</div><input value=2></div></div><button>立即订购</button>"#;

const LAYOUT_D: &str = r#"<h1>Shirt</h1><div class=filters><ul class=radio-list><li class=selected><button title=红色><img alt=y></button></li><li><button title=蓝色><img alt=x></button></li></ul></div>
    <div class=next-table-lock><div class=next-table-body><table><tr><td class=first>S</td><td><input value=0></td></tr><tr><td class=first>M</td><td><input value=2></td></tr></table></div></div><button>立即订购</button>"#;

const LAYOUT_E: &str = r#"<h1>Shirt</h1><div class=single-sku-title><div class=single-sku-item><span>颜色</span><span>红色</span></div></div>
    <div class=single-price-warp><div class=price-title><button>-</button><input value=1><button>+</button></div></div><button>立即订购</button>"#;

#[test]
fn all_layouts_of_1688_are_read() {
    for (html, expected) in [
        (LAYOUT_A, "颜色=红色*,蓝色 [S 码 12.50 of 30*0] [M 码 13.50 of 0!*2]"),
        (LAYOUT_B, "=红色*,蓝色 [S*0] [M*2]"),
        (LAYOUT_C, "=红色*,蓝色 [S 12.50*0] [M 13.50*2]"),
        (LAYOUT_D, "=红色*,蓝色 [S*0] [M*2]"),
        (LAYOUT_E, "=红色* q*1"),
    ] {
        let reading = read_at(OFFER, html);
        assert_eq!(told(&reading), expected, "{html}");
        let product = reading.product.unwrap();
        assert_eq!((reading.supplier.as_deref(), product.id.as_deref()), (Some("1688"), Some("6284")));
    }
}

/// The data of 1688 with bare numbers for names and `&gt;` between the options.
fn state(stock: u32) -> String {
    format!(
        r#"<script>window.context=(function(b,d){{return d}})(window.contextPath,{{"result":{{"data":{{8001:{{"x":undefined}},"Root":{{"skuModel":{{"skuInfoMap":{{
        "红色&gt;S 码":{{"skuId":71,"price":"12.50","canBookCount":{stock}}},"红色&gt;M 码":{{"skuId":72,"price":"13.50","canBookCount":0}},
        "蓝色&gt;S 码":{{"skuId":73,"price":"14.50","canBookCount":0}},"蓝色&gt;M 码":{{"skuId":74,"price":"14.50","canBookCount":0}}}}}}}}}}}}}});</script>"#
    )
}

#[test]
fn the_data_of_1688_tells_ids_and_stock() {
    let reading = read_at(
        OFFER,
        &(LAYOUT_B.replace("title=S", "title=\"S 码\"").replace("title=M", "title=\"M 码\"") + &state(30)),
    );
    assert_eq!(told(&reading), "=红色*,蓝色! [S 码#71 12.50 of 30*0] [M 码#72 13.50 of 0!*2]");
    let twice = read_at(OFFER, &(LAYOUT_B.to_owned() + &state(30) + &state(30)));
    assert_eq!(twice.kind, Kind::Product);
}

#[test]
fn two_copies_of_the_data_that_differ_are_refused() {
    let reading = read_at(OFFER, &(LAYOUT_A.to_owned() + &state(30) + &state(31)));
    assert_eq!((reading.kind, reading.product.is_none()), (Kind::Other, true));
    assert!(reading.evidence.iter().any(|one| one.of == "state_differs"));
}

#[test]
fn a_page_of_no_known_layout_is_read_as_any_shops() {
    let html = "<h1>Shirt</h1><p>¥12.50</p><div><span>颜色</span><button class=on>红色</button><button>蓝色</button></div><button>立即购买</button>";
    let reading = read_at(OFFER, html);
    assert_eq!(told(&reading), "颜色=红色*,蓝色");
    assert_eq!(reading.supplier.as_deref(), Some("1688"));
}

#[test]
fn orders_of_1688_are_read() {
    let number = "2885410663725190012";
    let cashier = format!(
        "https://air.1688.com/app/ctf-page/payment-cashier-pc-air/cashier.html?fromType=make_order&orderId={number}&tradeType=50060"
    );
    let reading = read_at(&cashier, "<p>应付总额：¥25.60</p>");
    assert_eq!((reading.kind, reading.placed[0].number.as_str()), (Kind::Cashier, number));
    assert_eq!(reading.placed[0].total.unwrap().amount.to_string(), "25.60");
    let list = "https://air.1688.com/app/ctf-page/trade-order-list/buyer-order-list.html?page=1";
    let row = |number: &str, price: &str| {
        format!(
            r#"<order-item data-tracker=x><div><span class=order-id>订单号：{number}</span></div><div><a href="/offer/6284.html">陶瓷杯</a><span>¥2.50</span><span>×2</span></div><order-item-total-price><div class=total-price>¥{price}</div></order-item-total-price></order-item>"#
        )
    };
    let reading = read_at(list, &(row(number, "25.60") + &row("2885410663725190011", "5.00")));
    let numbers: Vec<_> = reading.placed.iter().map(|placed| placed.number.as_str()).collect();
    assert_eq!((reading.kind, numbers), (Kind::OrderList, vec![number, "2885410663725190011"]));
    assert_eq!(reading.placed[1].total.unwrap().amount.to_string(), "5.00");
    assert!(reading.link(LinkRole::Orders).is_some());
}

#[test]
fn other_marketplaces_are_read_by_their_layouts() {
    for (url, html, supplier, expected) in [
        (
            "https://detail.tmall.com/item.htm?spm=1&id=77",
            r#"<h1>Shirt</h1><div class=skuItem--a1><span class=ItemLabel--b2>颜色分类</span><div><div class="valueItem--c3 isSelected--x" data-vid=1><img alt=y class=valueItemImg--d><span class=valueItemText--e>红</span></div><div class="valueItem--c3 isDisabled--z" data-vid=2><span class=valueItemText--e>蓝</span></div></div></div><button>立即购买</button>
            <script>window.__ICE_APP_CONTEXT__={"skuBase":{"skus":[{"skuId":"501","propPath":"20:1"},{"skuId":"502","propPath":"20:2"}]}}</script>"#,
            "Taobao / Tmall",
            "颜色分类=红#1*,蓝#2!",
        ),
        (
            "https://de.aliexpress.com/item/1005.html",
            r#"<h1>Shirt</h1><div class=sku-item--property--a><div class=sku-item--title--b>Color: black</div><div><div class="sku-item--image--c sku-item--selected--d" data-sku-col=14-193><img alt=black></div><div class=sku-item--image--c data-sku-col=14-10><img alt=black></div></div></div>
            <div><button>-</button><input class=comet-v2-input-number-input value=1><button>+</button></div><button class=buy-now--e>Kaufen jetzt</button><button class=add-to-cart--f>In den Wagen</button>"#,
            "AliExpress",
            "Color=black#14-193*,black#14-10 q*1",
        ),
        (
            "https://www.amazon.co.uk/Mug/dp/B07FW264WL/ref=x",
            r#"<h1><span id=productTitle>Mug</span></h1><div id=corePrice_feature_div><span class=a-price><span class=a-offscreen>£12.80</span></span></div>
            <div id=variation_color_name><label>Colour:</label><ul><li data-defaultasin=B07FW264WL class=swatchSelect><img alt=Red></li><li data-defaultasin=B07FW264WM class=swatchUnavailable><img alt=Blue></li></ul></div>
            <div id=inline-twister-row-size_name><li data-asin=B07FW264WL>S</li><li data-asin=B07FW264WN>M</li></div>
            <select id=quantity name=quantity><option value=1 selected>1</option><option value=2>2</option></select><input type=submit id=add-to-cart-button value="Add to Basket">"#,
            "Amazon",
            "Colour=Red#B07FW264WL*->https://www.amazon.co.uk/dp/B07FW264WL,Blue#B07FW264WM!->https://www.amazon.co.uk/dp/B07FW264WM \
             =S#B07FW264WL*->https://www.amazon.co.uk/dp/B07FW264WL,M#B07FW264WN->https://www.amazon.co.uk/dp/B07FW264WN q*1 12.80",
        ),
        (
            "https://item.jd.com/1001.html",
            r#"<h1>Mug</h1><div id=choose-attrs><div id=choose-attr-1><div class=dt>颜色</div><div class=dd><div class="item selected" data-sku=1001><a href="javascript:">红</a></div><div class=item data-sku=1002><a href="javascript:">蓝</a></div></div></div></div><input id=buy-num value=1><a id=InitCartUrl href="https://cart.jd.com/x">加入购物车</a>"#,
            "JD",
            "颜色=红#1001*->https://item.jd.com/1001.html,蓝#1002->https://item.jd.com/1002.html q*1",
        ),
        (
            "https://www.ebay.de/itm/Becher/123456789012?hash=x",
            r#"<h1>Becher</h1><label for=x-msku__select-box-1000>Farbe</label><select id=x-msku__select-box-1000 class=x-msku__select-box><option value=-1>- Auswählen -</option><option value=0>Rot</option><option value=1 disabled>Blau</option></select>
            <div class=d-quantity__value><input class=textbox__control value=1></div><a data-testid=x-bin-action href=/x>Los</a>"#,
            "eBay",
            "Farbe=Rot#0,Blau#1! q*1",
        ),
        (
            "https://www.walmart.com/ip/Mug/55",
            r#"<h1>Mug</h1><p>$5.00</p><select aria-label="Quantity"><option value=1 selected>1</option></select><button data-automation-id=atc>Add</button>"#,
            "Walmart",
            "q*1",
        ),
    ] {
        let reading = read_at(url, html);
        assert_eq!(told(&reading), expected, "{url}");
        assert_eq!(reading.supplier.as_deref(), Some(supplier));
    }
}

#[test]
fn labels_that_repeat_on_aliexpress_have_ids() {
    let reading = read_at(
        "https://www.aliexpress.us/item/1005.html",
        r#"<h1>Shirt</h1><button class=buy-now--e>Buy</button><button class=add-to-cart--f>Cart</button>"#,
    );
    let roles: Vec<_> = reading.buttons.iter().map(|button| button.role).collect();
    assert_eq!(roles, [super::ButtonRole::BuyNow, super::ButtonRole::AddToCart]);
}

#[test]
fn the_data_of_pinduoduo_tells_prices_of_variants() {
    let html = r#"<h1>Shirt</h1><div><span>颜色</span><button class=selected data-id=1>红</button><button data-id=2>蓝</button></div><button>立即购买</button>
        <script>window.rawData={"store":{"initDataObj":{"goods":{"goodsID":5,"skus":[{"skuID":81,"specs":[{"spec_key":"颜色","spec_value":"红"}],"groupPrice":"0.61","normalPrice":"1.11","quantity":9},{"skuID":82,"specs":[{"spec_value":"蓝"}],"groupPrice":"0.71","quantity":0}]}}}};</script>"#;
    let reading = read_at("https://mobile.yangkeduo.com/goods.html?goods_id=5", html);
    let product = reading.product.as_ref().unwrap();
    assert_eq!(told(&reading), "颜色=红#1*,蓝#2!");
    assert_eq!((price(product).as_str(), product.stock), ("0.61", Some(9.into())));
}

#[test]
fn platforms_are_known_by_their_marks() {
    let quantity = |rest: &str| format!("<input {rest} value=1>");
    for (html, supplier, expected) in [
        (
            format!(r#"<h1>Mug</h1><form class="variations_form cart"><table><tr><td><label for=c>Colour</label></td><td><select id=c name=attribute_pa_colour><option value="">Choose an option</option><option value=red>Red</option></select></td></tr></table>{}<button class=single_add_to_cart_button>Los</button></form>"#, quantity("class=qty name=quantity")),
            "WooCommerce",
            "Colour=Red#red q*1",
        ),
        (
            format!(r#"<h1>Mug</h1><form id=product_addtocart_form><div class=swatch-attribute><span>Color</span><div><div class="swatch-option selected" data-option-id=49 aria-label=Red></div><div class="swatch-option disabled" data-option-id=50 aria-label=Blue></div></div></div>{}<button id=product-addtocart-button>Los</button></form>"#, quantity("id=qty name=qty")),
            "Magento",
            "Color=Red#49*,Blue#50! q*1",
        ),
        (
            format!(r#"<h1>Mug</h1><form id=add-to-cart-or-refresh><div class=product-variants><div class=product-variants-item><span class=control-label>Colour: Red</span><ul><li><label><input type=radio name="group[2]" value=5 title=Red checked><span>Red</span></label></li><li><label><input type=radio name="group[2]" value=6 title=Blue><span>Blue</span></label></li></ul></div></div>{}<button data-button-action=add-to-cart>Los</button></form>"#, quantity("id=quantity_wanted")),
            "PrestaShop",
            "Colour=Red#5*,Blue#6 q*1",
        ),
        (
            format!(r#"<h1>Mug</h1><div id=product><div class=form-group><label class=control-label for=o>Size</label><select id=o name="option[218]"><option value="">--- Please Select ---</option><option value=5>Small</option></select></div>{}<button id=button-cart>Los</button></div>"#, quantity("id=input-quantity")),
            "OpenCart",
            "Size=Small#5 q*1",
        ),
        (
            format!(r#"<h1 class=productView-title>Mug</h1><form data-cart-item-add><div data-product-attribute=set-rectangle><label class=form-label>Size:</label><input type=radio id=a name="attribute[1]" value=7 checked><label for=a>S</label><input type=radio id=b name="attribute[1]" value=8><label for=b>M</label></div>{}<input type=submit id=form-action-addToCart value=Los></form>"#, quantity("name=\"qty[]\"")),
            "BigCommerce",
            "Size=S#7*,M#8 q*1",
        ),
        (
            r#"<h1 class=product-detail-name>Becher</h1><p class=product-detail-price>12,80 €</p><form id=productDetailPageBuyProductForm><select name="lineItems[1][quantity]"><option value=1 selected>1</option></select><button class=btn-buy>Los</button></form>
            <div class=product-detail-configurator-group><div class=product-detail-configurator-group-title>Farbe</div><input type=radio class=product-detail-configurator-option-input id=a name=g value=x1 checked><label for=a title=Rot>Rot</label></div>"#.to_owned(),
            "Shopware",
            "Farbe=Rot#x1* q*1 12.80",
        ),
        (
            r#"<a id=logout_link href=/out>x</a><article class=product_page><h1>Mug</h1><form id=add_to_basket_form><label for=id_child_id>Variant</label><select id=id_child_id name=child_id><option value=3>Red</option><option value=4 disabled>Blue</option></select><input type=number id=id_quantity name=quantity value=1><button type=submit>Los</button></form></article>"#.to_owned(),
            "django-oscar",
            "Variant=Red#3,Blue#4! q*1",
        ),
        (
            r#"<a href="/accounts/logout/">x</a><h1>Mug</h1><form><label for=a>Size</label><select id=a name=option1><option value=S>S</option></select><input name=quantity type=number value=1><input type=submit name=add_cart value=Los></form>"#.to_owned(),
            "Cartridge",
            "Size=S#S q*1",
        ),
    ] {
        let reading = read_at("https://shop.example/mug", &html);
        assert_eq!(told(&reading), expected, "{html}");
        assert_eq!(reading.supplier.as_deref(), Some(supplier), "{html}");
        assert!(reading.button(super::ButtonRole::AddToCart).is_some(), "{html}");
        if html.contains("logout") {
            assert_eq!(reading.signed_in, Some(true));
        }
    }
}

#[test]
fn pages_are_known_by_their_address() {
    for (url, kind, supplier) in [
        ("https://cart.1688.com/cart.htm", Kind::Cart, "1688"),
        ("https://login.taobao.com/member/login.jhtml", Kind::Login, "1688"),
        ("https://order.1688.com/order/smart_make_order.htm?offerId=1", Kind::Checkout, "1688"),
        ("https://item.jd.com/1.html", Kind::Product, "JD"),
        (
            "https://buyertrade.taobao.com/trade/itemlist/list_bought_items.htm",
            Kind::OrderList,
            "Taobao / Tmall",
        ),
        ("https://www.amazon.de/ap/signin?x=1", Kind::Login, "Amazon"),
        ("https://www.amazon.de/gp/buy/thankyou/handlers/display.html?purchaseId=1", Kind::Receipt, "Amazon"),
        ("https://www.amazon.de/your-orders/orders?x", Kind::OrderList, "Amazon"),
        ("https://www.aliexpress.com/p/shoppingcart/index.html", Kind::Cart, "AliExpress"),
        ("https://www.walmart.com/blocked?url=x", Kind::Blocked, "Walmart"),
        ("https://www.dhgate.com/product/a-mug/77.html", Kind::Product, "DHgate"),
        ("https://www.alibaba.com/product-detail/A-Mug_1600.html", Kind::Product, "Alibaba.com"),
        ("https://mugs.en.made-in-china.com/product/AbcDefGhiJkl/Mug.html", Kind::Product, "Made-in-China"),
        ("https://www.temu.com/de/bgt_orders.html", Kind::OrderList, "Temu"),
        ("https://mobile.yangkeduo.com/orders.html?type=0", Kind::OrderList, "Pinduoduo"),
        ("https://www.ebay.co.uk/mye/myebay/purchase", Kind::OrderList, "eBay"),
    ] {
        let reading = read_at(url, "<h1>x</h1>");
        assert_eq!((reading.kind, reading.supplier.as_deref()), (kind, Some(supplier)), "{url}");
    }
    // What a page is says more than its address.
    let captcha = "<h1>安全验证</h1><p>请向右滑动</p>";
    assert_eq!(read_at(OFFER, captcha).kind, Kind::Blocked);
    let slider = format!("{LAYOUT_A}<div id=nc_1_wrapper>请按住滑块</div>");
    assert_eq!(read_at(OFFER, &slider).kind, Kind::Blocked);
    let shop = r#"<html><meta name=shopify-digital-wallet content=x><body><h1>Mug</h1></body></html>"#;
    let reading = read(&page("https://mugs.example/collections/all/products/red-mug", shop));
    assert_eq!((reading.kind, reading.product.unwrap().id.as_deref()), (Kind::Product, Some("red-mug")));
    let receipt = r#"<html><body class="woocommerce-page"><h1>Checkout</h1><ul><li class=woocommerce-order-overview__order>Order number: <strong>70</strong></li></ul></body></html>"#;
    let reading = read(&page("https://mugs.example/checkout/order-received/70/?key=wc_1", receipt));
    assert_eq!((reading.kind, reading.placed[0].number.as_str()), (Kind::Receipt, "70"));
}

/// What stands between the lines of a fence in a document.
fn fenced<'t>(text: &'t str, kind: &str) -> &'t str {
    let (_, rest) = text.split_once(&format!("\n```{kind}\n")).expect(kind);
    rest.split_once("\n```").expect("the fence is closed").0
}

#[test]
fn the_worked_example_of_the_document_is_true() {
    let document = include_str!("../../docs/profiles.md");
    let profile = fenced(document, "json");
    let wrong = crate::supplier::read(&profile.replace("\"price\"", "\"prize\"")).unwrap_err();
    assert_eq!(fenced(document, "text"), format!("mug-mart.json: {wrong}"));
    let without = read(&page("https://www.mugs.example/mug/628?from=mail", fenced(document, "html")));
    assert_eq!(without.supplier, None);
    crate::supplier::put(vec![crate::supplier::read(profile).unwrap()]);
    let reading = read(&page("https://www.mugs.example/mug/628?from=mail", fenced(document, "html")));
    assert_eq!(told(&reading), "Glaze=moss#71*,clay#72,ash#73! q*1 12.80");
    assert_eq!((reading.supplier.as_deref(), reading.signed_in), (Some("Mug Mart"), Some(true)));
    let product = reading.product.as_ref().unwrap();
    assert_eq!((product.title.as_str(), product.id.as_deref()), ("Stoneware mug", Some("628")));
    assert!(reading.button(super::ButtonRole::AddToCart).is_some());
    let receipt =
        read(&page("https://www.mugs.example/thanks?order=1024", "<html><body><h1>Bye</h1></body></html>"));
    assert_eq!((receipt.kind, receipt.placed[0].number.as_str()), (Kind::Receipt, "1024"));
}

#[test]
fn prices_and_stock_that_stand_apart_are_found_by_the_variants_ids() {
    let html = r#"<h1>Shirt</h1><div class=skuItem--a><span class=ItemLabel--b>颜色</span><div>
        <div class="valueItem--c isSelected--d" data-vid=1><span>红</span></div><div class=valueItem--c data-vid=2><span>蓝</span></div></div></div><button>立即购买</button>
        <script>window.__ICE_APP_CONTEXT__={"home":{"skuBase":{"skus":[{"skuId":"501","propPath":"20:1"},{"skuId":"502","propPath":"20:2"}]},
        "skuCore":{"sku2info":{"0":{"price":{"priceText":"9.90"}},"501":{"price":{"priceText":"12.80"},"quantity":"30"},"502":{"price":{"priceText":"13.80"},"quantity":"0"}}}}}</script>"#;
    let product = read_at("https://item.taobao.com/item.htm?id=77", html).product.unwrap();
    assert_eq!(price(&product), "12.80");
    assert_eq!(product.stock.unwrap().to_string(), "30");
    let blue = &product.axes[0].options[1];
    assert_eq!((blue.label.as_str(), blue.disabled), ("蓝", true), "nothing is left of it");
}

#[test]
fn an_option_may_be_named_behind_its_id() {
    let html = r#"<h1>Shirt</h1><div class=sku-item--property--a><div class=sku-item--title--b>Color</div><div>
        <div class="sku-item--image--c sku-item--selected--d"><img alt=black></div><div class=sku-item--image--c><img alt=Navy></div></div></div>
        <input class=comet-v2-input-number-input value=1><button class=buy-now--e>Buy now</button>
        <script>window.runParams={"data":{"skuModule":{"skuPriceList":[{"skuIdStr":"120001","skuAttr":"14:193#black"},{"skuIdStr":"120002","skuAttr":"14:10#Navy"}]}}};</script>"#;
    let product = read_at("https://www.aliexpress.com/item/1005.html", html).product.unwrap();
    let ids: Vec<_> = product.axes[0].options.iter().map(|option| option.id.as_deref()).collect();
    assert_eq!(ids, [Some("120001"), Some("120002")]);
}

#[test]
fn a_shops_currency_is_its_own_in_whatever_language_it_is_shown() {
    let price = |url: &str, lang: &str, meta: &str, shown: &str| {
        let html = format!(
            "<html lang={lang}><head>{meta}</head><body><h1>Shirt</h1><p>{shown}</p><input name=qty value=1><button>立即购买</button></body></html>"
        );
        let price = read(&page(url, &html)).product.unwrap().price.unwrap();
        format!("{} {}", price.amount, price.currency.map_or("?".to_owned(), |code| code.to_string()))
    };
    for url in [
        OFFER,
        "https://item.taobao.com/item.htm?id=628473829",
        "https://detail.tmall.com/item.htm?id=628473829",
        "https://mobile.yangkeduo.com/goods.html?goods_id=628473829",
        "https://item.jd.com/100012.html",
    ] {
        assert_eq!(price(url, "ja", "", "¥1,280"), "1280 CNY", "{url}");
        assert_eq!(price(url, "zh-TW", "", "1280元"), "1280 CNY", "{url}");
        assert_eq!(price(url, "en", "", "¥1,280"), "1280 CNY", "{url}");
    }
    assert_eq!(price(OFFER, "ja", "", "JP¥1,280"), "1280 JPY", "what is written out holds");
    let named = "<meta name=product:price:currency content=JPY>";
    assert_eq!(price(OFFER, "ja", named, "¥1,280"), "1280 JPY", "so does what the page names for programs");
    assert_eq!(price("https://shop.example/p/1", "ja", "", "¥1,280"), "1280 JPY");
}
