//! Pictures of the goods, drawn by the program.

/// What a picture shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Shirt,
    Cable,
    Box,
    Dress,
    Mug,
    Book,
    Screw,
    Envelope,
    Lamp,
    Tape,
    Bottle,
    Bag,
    Keyboard,
    Chair,
    Arm,
}

/// Every shape with its name in addresses and its drawing on a field of 100 × 100; `C` is the colour.
const DRAWINGS: &[(Shape, &str, &str)] = &[
    (
        Shape::Shirt,
        "shirt",
        r##"<path d="M34 18l-22 12 8 18 8-4v40h44V44l8 4 8-18-22-12c-4 8-28 8-32 0z" fill="C"/><path d="M34 18c4 8 28 8 32 0" fill="none"/>"##,
    ),
    (
        Shape::Cable,
        "cable",
        r##"<path d="M24 78c0-60 52 0 52-56" fill="none" stroke="C" stroke-width="7"/><rect x="17" y="70" width="14" height="20" rx="3" fill="C"/><rect x="69" y="10" width="14" height="20" rx="3" fill="C"/>"##,
    ),
    (
        Shape::Box,
        "box",
        r##"<path d="M14 40h72l-6 44H20z" fill="C"/><rect x="10" y="28" width="80" height="12" rx="3" fill="C"/><path d="M40 54h20"/>"##,
    ),
    (
        Shape::Dress,
        "dress",
        r##"<path d="M38 14l-4 26-18 46h68L66 40l-4-26c-4 10-20 10-24 0z" fill="C"/><path d="M34 40h32"/>"##,
    ),
    (
        Shape::Mug,
        "mug",
        r##"<path d="M22 26h44v48a8 8 0 0 1-8 8H30a8 8 0 0 1-8-8z" fill="C"/><path d="M66 38h8a10 10 0 0 1 0 24h-8" fill="none" stroke-width="5"/>"##,
    ),
    (
        Shape::Book,
        "book",
        r##"<rect x="24" y="14" width="54" height="72" rx="4" fill="C"/><path d="M34 14v72M20 24h10M20 38h10M20 52h10M20 66h10M44 32h24M44 42h16"/>"##,
    ),
    (
        Shape::Screw,
        "screw",
        r##"<rect x="34" y="14" width="32" height="20" rx="3" fill="C"/><path d="M42 34h16v46l-8 8-8-8z" fill="C"/><path d="M42 46l16 6M42 56l16 6M42 66l16 6"/>"##,
    ),
    (
        Shape::Envelope,
        "envelope",
        r##"<rect x="12" y="26" width="76" height="50" rx="3" fill="C"/><path d="M12 28l38 28 38-28" fill="none"/>"##,
    ),
    (
        Shape::Lamp,
        "lamp",
        r##"<path d="M30 84h36" stroke-width="6"/><path d="M48 84L34 50l26-22" fill="none" stroke="C" stroke-width="6"/><path d="M54 14l26 22-24 8-12-14z" fill="C"/>"##,
    ),
    (
        Shape::Tape,
        "tape",
        r##"<circle cx="48" cy="50" r="36" fill="C"/><circle cx="48" cy="50" r="16" fill="#fff"/><path d="M80 68l10 12" stroke="C" stroke-width="8"/>"##,
    ),
    (
        Shape::Bottle,
        "bottle",
        r##"<rect x="40" y="10" width="20" height="14" rx="3" fill="C"/><path d="M34 32c0-6 4-8 8-8h16c4 0 8 2 8 8v50a8 8 0 0 1-8 8H42a8 8 0 0 1-8-8z" fill="C"/><path d="M34 42h32"/>"##,
    ),
    (
        Shape::Bag,
        "bag",
        r##"<rect x="22" y="30" width="56" height="56" rx="10" fill="C"/><path d="M38 30V22a12 12 0 0 1 24 0v8" fill="none" stroke-width="4"/><rect x="32" y="54" width="36" height="22" rx="4" fill="none"/>"##,
    ),
    (
        Shape::Keyboard,
        "keyboard",
        r##"<rect x="8" y="32" width="84" height="38" rx="5" fill="C"/><path d="M16 42h68M16 51h68M28 60h44" stroke-dasharray="6 4" stroke-width="5"/>"##,
    ),
    (
        Shape::Chair,
        "chair",
        r##"<rect x="32" y="10" width="34" height="38" rx="8" fill="C"/><rect x="26" y="52" width="46" height="10" rx="5" fill="C"/><path d="M49 62v16M30 88l19-10 19 10" fill="none" stroke-width="5"/>"##,
    ),
    (
        Shape::Arm,
        "arm",
        r##"<path d="M20 86h26M33 86V56l30-8" fill="none" stroke-width="6"/><rect x="44" y="16" width="44" height="32" rx="3" fill="C"/>"##,
    ),
];

impl Shape {
    /// Its name in addresses.
    pub fn name(self) -> &'static str {
        DRAWINGS.iter().find(|(shape, ..)| *shape == self).map_or("box", |(_, name, _)| name)
    }
}

/// The SVG of a file name such as `shirt-7f9bb3`; nothing for any other.
pub fn svg(name: &str) -> Option<String> {
    let (shape, colour) = name.split_once('-')?;
    let (_, _, drawing) = DRAWINGS.iter().find(|(_, name, _)| *name == shape)?;
    if colour.len() != 6 || !colour.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let drawing = drawing.replace("\"C\"", &format!("\"#{colour}\""));
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 100\" width=\"400\" height=\"400\">\
         <rect width=\"100\" height=\"100\" fill=\"#e2e7ec\"/>\
         <g stroke=\"#4b5563\" stroke-width=\"1.6\" stroke-linecap=\"round\" stroke-linejoin=\"round\">{drawing}</g></svg>"
    ))
}
