//! German and Turkish.

use super::super::coin::{EUR, TRY};
use super::super::language::Language;

/// German.
pub const GERMAN: Language = Language {
    tag: "de-DE",
    coins: &[EUR],
    goods: &[
        "Baumwolltasche",
        "Arbeitshandschuhe",
        "Trinkflasche",
        "Klebeband",
        "Notizbuch A5",
        "Sechskantschraube",
    ],
    axes: &[
        ("Farbe", &["Rot", "Blau", "Hellblau", "Schwarz", "Weiß", "Grau", "Dunkelgrau"]),
        ("Größe", &["S", "M", "L", "XL", "XXL", "10", "100"]),
        ("Material", &["Baumwolle", "Bio-Baumwolle", "Leinen", "Edelstahl", "Stahl"]),
        ("Länge", &["1,5 m", "15 m", "3 m", "30 m"]),
        ("Ausführung", &["Standard", "Premium", "Standard Plus"]),
    ],
    quantity: &["Menge", "Anzahl", "Menge:", "Stückzahl"],
    add: &["In den Warenkorb", "In den Einkaufswagen", "Zum Warenkorb hinzufügen"],
    buy: &["Jetzt kaufen", "Sofort kaufen"],
    price: &["Preis", "Preis:", "Stückpreis", "Jetzt"],
    was: &["UVP", "statt", "UVP:", "Alter Preis"],
    stock: &["{} auf Lager", "Auf Lager: {}", "Lagerbestand: {}", "Noch {} Stück verfügbar"],
    minimum: &["Mindestbestellmenge: {}", "Mindestabnahme: {} Stück", "Mindestbestellmenge {} Stück"],
    step: &["Bestellbar in Vielfachen von {}", "Nur als Vielfaches von {}", "Verpackungseinheit: {} Stück"],
    sold_out: &["Ausverkauft", "Nicht auf Lager", "Derzeit nicht verfügbar"],
    tier: &["ab {} Stück", "ab {}", "≥ {} Stück"],
    also: &["Das könnte Ihnen auch gefallen", "Kunden kauften auch", "Ähnliche Artikel"],
    choose: &["Bitte wählen", "Auswählen", "Größe wählen"],
    freight: &["zzgl. Versandkosten {}", "Versand: {}", "Versandkostenfrei ab {}"],
    leave: "Abmelden",
    praise: &[
        "Robust und langlebig, 4,7 von 5 Sternen bei 318 Bewertungen.",
        "Lieferzeit 2-3 Werktage, Rückgabe 30 Tage.",
    ],
    about: "Produktbeschreibung",
};

/// Turkish.
pub const TURKISH: Language = Language {
    tag: "tr-TR",
    coins: &[TRY],
    goods: &["Pamuklu Tişört", "Çelik Matara", "Koli Bandı", "İş Eldiveni", "Masa Lambası"],
    axes: &[
        ("Renk", &["Kırmızı", "Mavi", "Açık Mavi", "Siyah", "Beyaz"]),
        ("Beden", &["S", "M", "L", "XL", "XXL"]),
        ("Malzeme", &["Pamuk", "Keten", "Çelik", "Paslanmaz Çelik"]),
    ],
    quantity: &["Adet", "Miktar", "Adet:"],
    add: &["Sepete Ekle", "Sepete ekle"],
    buy: &["Hemen Al", "Şimdi Al"],
    price: &["Fiyat", "Fiyat:", "Birim fiyat"],
    was: &["Eski fiyat", "Liste fiyatı"],
    stock: &["Stok adedi: {}", "Stokta {} adet", "Kalan adet: {}"],
    minimum: &["Minimum sipariş adedi: {}", "En az sipariş adedi {}"],
    step: &["{} ve katları", "{} katları halinde satılır"],
    sold_out: &["Tükendi", "Stokta yok"],
    tier: &["{}+ adet", "≥{} adet"],
    also: &["Bunlar da ilginizi çekebilir", "Benzer ürünler"],
    choose: &["Seçiniz", "Lütfen seçiniz"],
    freight: &["Kargo ücreti {}", "Kargo bedeli: {}"],
    leave: "Çıkış yap",
    praise: &["Günlük kullanım için üretildi, 212 değerlendirmede 4,6 puan.", "2 iş günü içinde kargoda."],
    about: "Ürün açıklaması",
};
