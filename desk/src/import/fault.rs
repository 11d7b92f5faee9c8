//! What can be wrong with a row, in both languages: the API says it in English, the pages in the
//! visitor's language.

use serde::{Serialize, Serializer};

/// One thing that is wrong, with what it concerns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The file's encoding.
    NotUtf8,
    /// The file is no table, or a row of it cannot be read.
    NotATable(String),
    /// The file is no array of orders, or one of them has another shape.
    NotAnOrder(String),
    /// A heading that no column has.
    UnknownColumn,
    /// A column that is there twice.
    ColumnTwice,
    /// A needed column that is not there.
    ColumnMissing,
    /// A row that contradicts this earlier one of the same order.
    Differs(usize),
    /// An order without number, or with too long a one.
    BadNumber,
    /// An id that cannot stand in an address.
    BadId,
    /// A state in which no order comes in.
    BadStatus,
    /// An order that is claimed or has reports.
    NotNew,
    /// An order without lines.
    NoLines,
    /// A line without id, or with too long a one.
    BadLineId,
    /// A line id that its order has already.
    LineTwice(String),
    /// A text that is no web address.
    BadUrl(String),
    /// A line without a title.
    NoTitle,
    /// A text that is no quantity to buy.
    BadQuantity(String),
    /// A line of which something is purchased.
    Purchased,
    /// A text that is no amount for a limit.
    BadLimit(String),
    /// A text that is no currency.
    BadCurrency(String),
    /// A part of a variant that names no option.
    NoOption(String),
    /// A number or id that the file holds twice.
    TwiceHere(String),
    /// A number or id that the desk has already.
    Known(String),
}

impl Fault {
    /// The fault in English, with the way out.
    pub fn english(&self) -> String {
        match self {
            Self::NotUtf8 => "the file is not UTF-8; save it as “CSV UTF-8”".into(),
            Self::NotATable(why) => format!("this is no table: {why}"),
            Self::NotAnOrder(why) => format!("this is not as orders are written: {why}"),
            Self::UnknownColumn => {
                "there is no such column; leave it out or name it as the list of columns does".into()
            }
            Self::ColumnTwice => "this column is there twice".into(),
            Self::ColumnMissing => "this column is missing".into(),
            Self::Differs(row) => format!("differs from row {row} of the same order"),
            Self::BadNumber => "an order needs a number of at most 100 characters".into(),
            Self::BadId => "an id has 1 to 64 letters, digits, points, dashes or underscores".into(),
            Self::BadStatus => {
                "an order comes in as pending or cancelled; report afterwards what was bought".into()
            }
            Self::NotNew => {
                "an order comes in without claim and reports; report afterwards what was bought".into()
            }
            Self::NoLines => "an order needs at least one line".into(),
            Self::BadLineId => "a line needs an id of at most 100 bytes".into(),
            Self::LineTwice(id) => format!("line {id} is there twice"),
            Self::BadUrl(text) => format!("“{text}” is no web address; it begins with https://"),
            Self::NoTitle => "a line needs a title".into(),
            Self::BadQuantity(text) => format!("“{text}” is no quantity to buy; write digits, such as 12"),
            Self::Purchased => "nothing is purchased of an order that comes in".into(),
            Self::BadLimit(text) => format!("“{text}” is no limit; write digits, such as 12.80"),
            Self::BadCurrency(text) => {
                format!("“{text}” is no currency; write its ISO 4217 code, such as CNY")
            }
            Self::NoOption(text) => format!("“{text}” names no option; write 颜色=红色;尺码=XL"),
            Self::TwiceHere(text) => format!("{text} is twice in this file"),
            Self::Known(text) => format!("{text} is here already"),
        }
    }

    /// The fault in 简体中文, with the way out.
    pub fn chinese(&self) -> String {
        match self {
            Self::NotUtf8 => "文件不是 UTF-8 编码，请另存为“CSV UTF-8”".into(),
            Self::NotATable(why) => format!("无法按表格读取：{why}"),
            Self::NotAnOrder(why) => format!("不是采购单的写法：{why}"),
            Self::UnknownColumn => "没有这一列，请删除或改成列表中的列名".into(),
            Self::ColumnTwice => "这一列出现了两次".into(),
            Self::ColumnMissing => "缺少这一列".into(),
            Self::Differs(row) => format!("与同一采购单的第 {row} 行不一致"),
            Self::BadNumber => "请填写采购单号，最多 100 个字符".into(),
            Self::BadId => "id 为 1 到 64 个字母、数字、点、横线或下划线".into(),
            Self::BadStatus => "只能导入待采购或已取消的采购单，采购结果请在导入后补录".into(),
            Self::NotNew => "导入的采购单不能带有采购记录，请在导入后补录".into(),
            Self::NoLines => "采购单至少要有一行明细".into(),
            Self::BadLineId => "请填写行号，最多 100 个字节".into(),
            Self::LineTwice(id) => format!("行号 {id} 重复"),
            Self::BadUrl(text) => format!("“{text}”不是网址，网址以 https:// 开头"),
            Self::NoTitle => "请填写商品名称".into(),
            Self::BadQuantity(text) => format!("“{text}”不是可采购的数量，请写数字，例如 12"),
            Self::Purchased => "导入的采购单不能有已采购的数量".into(),
            Self::BadLimit(text) => format!("“{text}”不是限价，请写数字，例如 12.80"),
            Self::BadCurrency(text) => format!("“{text}”不是币种，请写三个字母，例如 CNY"),
            Self::NoOption(text) => format!("“{text}”没有写选项，请写成 颜色=红色;尺码=XL"),
            Self::TwiceHere(text) => format!("{text} 在文件中出现了两次"),
            Self::Known(text) => format!("{text} 已经存在"),
        }
    }
}

impl Serialize for Fault {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.english())
    }
}
