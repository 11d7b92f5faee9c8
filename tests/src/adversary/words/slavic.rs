//! Polish and Russian.

use super::super::coin::{PLN, RUB};
use super::super::language::Language;

/// Polish.
pub const POLISH: Language = Language {
    tag: "pl-PL",
    coins: &[PLN],
    goods: &["Torba bawełniana", "Koszulka", "Butelka stalowa", "Taśma pakowa", "Rękawice robocze"],
    axes: &[
        ("Kolor", &["Czerwony", "Niebieski", "Jasnoniebieski", "Czarny", "Biały"]),
        ("Rozmiar", &["S", "M", "L", "XL", "XXL"]),
        ("Pojemność", &["250 ml", "500 ml", "0,5 l", "5 l"]),
        ("Materiał", &["Bawełna", "Len", "Stal", "Stal nierdzewna"]),
    ],
    quantity: &["Ilość", "Ilość:", "Liczba sztuk"],
    add: &["Dodaj do koszyka", "Do koszyka", "DO KOSZYKA"],
    buy: &["Kup teraz", "Kup"],
    price: &["Cena", "Cena:", "Cena za sztukę"],
    was: &["Stara cena", "Cena regularna", "Poprzednia cena"],
    stock: &["Na stanie: {}", "Dostępna ilość: {}", "W magazynie: {}"],
    minimum: &["Minimalna ilość: {}", "Min. ilość: {} szt."],
    step: &["Wielokrotność: {}", "Zamówienia w wielokrotności {} szt."],
    sold_out: &["Wyprzedane", "Produkt niedostępny", "Brak w magazynie"],
    tier: &["od {} szt.", "≥ {} szt.", "{}+ szt."],
    also: &["Może Ci się spodobać", "Podobne produkty"],
    choose: &["Wybierz", "Wybierz opcję", "Proszę wybrać"],
    freight: &["Koszt dostawy: {}", "Dostawa od {}"],
    leave: "Wyloguj",
    praise: &["Solidne wykonanie, ocena 4,8 z 5 od 77 klientów.", "Wysyłka w 24 godziny, zwrot 30 dni."],
    about: "Opis produktu",
};

/// Russian.
pub const RUSSIAN: Language = Language {
    tag: "ru-RU",
    coins: &[RUB],
    goods: &[
        "Сумка холщовая",
        "Футболка хлопковая",
        "Бутылка стальная",
        "Скотч упаковочный",
        "Перчатки рабочие",
    ],
    axes: &[
        ("Цвет", &["Красный", "Синий", "Светло-синий", "Чёрный", "Белый"]),
        ("Размер", &["S", "M", "L", "XL", "XXL"]),
        ("Материал", &["Хлопок", "Лён", "Сталь", "Нержавеющая сталь"]),
        ("Объём", &["250 мл", "500 мл", "1 л", "1,5 л"]),
    ],
    quantity: &["Количество", "Кол-во", "Количество:"],
    add: &["В корзину", "Добавить в корзину"],
    buy: &["Купить сейчас", "Купить", "Купить в 1 клик"],
    price: &["Цена", "Цена:", "Цена за шт."],
    was: &["Старая цена", "Без скидки"],
    stock: &["В наличии: {}", "На складе: {}", "Остаток: {} шт."],
    minimum: &["Минимальная партия: {}", "Минимальное количество: {} шт."],
    step: &["Кратно {}", "Кратность: {} шт."],
    sold_out: &["Нет в наличии", "Товар закончился", "Распродано"],
    tier: &["от {} шт.", "≥ {} шт."],
    also: &["Вам может понравиться", "Похожие товары"],
    choose: &["Выберите", "Выберите вариант"],
    freight: &["Стоимость доставки: {}", "Доставка от {}"],
    leave: "Выйти",
    praise: &["Для ежедневной работы, оценка 4,7 из 5, 640 отзывов.", "Отправка за 2 дня."],
    about: "Описание товара",
};
