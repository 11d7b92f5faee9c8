//! Vietnamese, Thai and Indonesian.

use super::super::coin::{IDR, THB, VND};
use super::super::language::Language;

/// Vietnamese.
pub const VIETNAMESE: Language = Language {
    tag: "vi",
    coins: &[VND],
    goods: &["Túi vải", "Áo thun cotton", "Bình nước inox", "Băng keo", "Găng tay bảo hộ", "Hộp đựng đồ"],
    axes: &[
        ("Màu sắc", &["Đỏ", "Xanh dương", "Xanh lá", "Đen", "Trắng", "Đỏ đậm"]),
        ("Kích thước", &["S", "M", "L", "XL", "XXL"]),
        ("Chất liệu", &["Cotton", "Vải lanh", "Thép", "Inox"]),
        ("Dung tích", &["250 ml", "500 ml", "1 lít", "1,5 lít"]),
    ],
    quantity: &["Số lượng", "Số lượng:"],
    add: &["Thêm vào giỏ hàng", "Thêm vào giỏ"],
    buy: &["Mua ngay", "Đặt hàng ngay"],
    price: &["Giá", "Giá bán", "Đơn giá"],
    was: &["Giá gốc", "Giá niêm yết"],
    stock: &["Còn {} sản phẩm trong kho", "Tồn kho: {}", "Còn lại {} sản phẩm"],
    minimum: &["Đặt hàng tối thiểu: {}", "Số lượng tối thiểu: {}"],
    step: &["Bội số của {}"],
    sold_out: &["Hết hàng", "Tạm hết hàng"],
    tier: &["Từ {} cái", "≥{} cái"],
    also: &["Có thể bạn cũng thích", "Sản phẩm liên quan"],
    choose: &["Chọn một tùy chọn", "Vui lòng chọn"],
    freight: &["Phí vận chuyển: {}", "Vận chuyển {}"],
    leave: "Đăng xuất",
    praise: &["Bền đẹp cho mỗi ngày, 4,8 trên 5 sao.", "Giao hàng trong 2 ngày, đổi trả trong 30 ngày."],
    about: "Mô tả sản phẩm",
};

/// Thai.
pub const THAI: Language = Language {
    tag: "th",
    coins: &[THB],
    goods: &["กระเป๋าผ้า", "เสื้อยืดคอตตอน", "ขวดน้ำสแตนเลส", "เทปกาว", "ถุงมือทำงาน", "กล่องเก็บของ"],
    axes: &[
        ("สี", &["แดง", "แดงเข้ม", "น้ำเงิน", "ดำ", "ขาว"]),
        ("ขนาด", &["S", "M", "L", "XL", "XXL"]),
        ("วัสดุ", &["ผ้าฝ้าย", "ลินิน", "เหล็ก", "สแตนเลส"]),
    ],
    quantity: &["จำนวน", "จำนวน:"],
    add: &["เพิ่มลงตะกร้า", "หยิบใส่ตะกร้า", "เพิ่มไปยังรถเข็น"],
    buy: &["ซื้อเลย", "ซื้อทันที", "ซื้อสินค้า"],
    price: &["ราคา", "ราคา:"],
    was: &["ราคาปกติ", "ราคาเดิม"],
    stock: &["มีสินค้า {} ชิ้น", "คงเหลือ {} ชิ้น", "เหลือเพียง {} ชิ้น"],
    minimum: &["สั่งซื้อขั้นต่ำ {} ชิ้น", "ขั้นต่ำ {} ชิ้น"],
    step: &["เพิ่มครั้งละ {} ชิ้น"],
    sold_out: &["สินค้าหมด", "หมดชั่วคราว"],
    tier: &["{} ชิ้นขึ้นไป", "≥{} ชิ้น"],
    also: &["สินค้าที่คุณอาจสนใจ", "สินค้าที่เกี่ยวข้อง"],
    choose: &["กรุณาเลือก", "เลือกตัวเลือก"],
    freight: &["ค่าจัดส่ง {}", "ค่าส่ง: {}"],
    leave: "ออกจากระบบ",
    praise: &["ทนทานสำหรับทุกวัน คะแนน 4.8 จาก 5", "จัดส่งภายใน 2 วัน คืนได้ภายใน 30 วัน"],
    about: "รายละเอียดสินค้า",
};

/// Indonesian.
pub const INDONESIAN: Language = Language {
    tag: "id",
    coins: &[IDR],
    goods: &[
        "Tas Kanvas",
        "Kaos Katun",
        "Botol Minum Stainless",
        "Lakban",
        "Sarung Tangan Kerja",
        "Kotak Serbaguna",
    ],
    axes: &[
        ("Warna", &["Merah", "Merah Tua", "Biru", "Biru Muda", "Hitam", "Putih"]),
        ("Ukuran", &["S", "M", "L", "XL", "XXL"]),
        ("Bahan", &["Katun", "Linen", "Baja", "Stainless"]),
        ("Kapasitas", &["250 ml", "500 ml", "1 liter", "1,5 liter"]),
    ],
    quantity: &["Jumlah", "Kuantitas", "Jumlah:"],
    add: &["Tambah ke Keranjang", "Masukkan Keranjang", "Tambahkan ke keranjang"],
    buy: &["Beli Sekarang", "Beli Langsung"],
    price: &["Harga", "Harga:", "Harga satuan"],
    was: &["Harga normal", "Harga awal"],
    stock: &["Stok: {}", "Stok {}", "Tersisa {} buah", "Sisa stok {}"],
    minimum: &["Minimal pembelian {}", "Min. pembelian: {} buah", "Minimum pemesanan: {}"],
    step: &["Kelipatan {}"],
    sold_out: &["Stok habis", "Habis"],
    tier: &["≥{} buah", "{} buah ke atas"],
    also: &["Produk terkait", "Anda mungkin juga suka"],
    choose: &["Pilih salah satu", "Silakan pilih"],
    freight: &["Ongkos kirim: {}", "Ongkir {}"],
    leave: "Keluar",
    praise: &["Awet untuk setiap hari, nilai 4,8 dari 5.", "Dikirim dalam 2 hari, retur 30 hari."],
    about: "Deskripsi Produk",
};
