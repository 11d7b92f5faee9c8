//! French, Spanish, Italian and Portuguese.

use super::super::coin::{BRL, EUR};
use super::super::language::Language;

/// French.
pub const FRENCH: Language = Language {
    tag: "fr-FR",
    coins: &[EUR],
    goods: &["Sac en toile", "T-shirt en coton", "Gourde en acier", "Ruban adhésif", "Gants de travail"],
    axes: &[
        ("Couleur", &["Rouge", "Bleu", "Bleu clair", "Noir", "Blanc", "Vert"]),
        ("Taille", &["XS", "S", "M", "L", "XL", "XXL"]),
        ("Matière", &["Coton", "Coton bio", "Lin", "Acier"]),
        ("Contenance", &["50 ml", "500 ml", "1 l", "1,5 l", "15 l"]),
    ],
    quantity: &["Quantité", "Qté", "Quantité :"],
    add: &["Ajouter au panier", "AJOUTER AU PANIER"],
    buy: &["Acheter maintenant", "Commander"],
    price: &["Prix", "Prix :", "Prix unitaire"],
    was: &["Ancien prix", "Prix conseillé", "au lieu de"],
    stock: &["{} en stock", "En stock : {}", "Stock disponible : {}"],
    minimum: &["Quantité minimale : {}", "Minimum de commande : {}", "Quantité minimum {}"],
    step: &["Par multiples de {}", "Vendu par multiple de {}"],
    sold_out: &["Rupture de stock", "Épuisé", "Indisponible"],
    tier: &["à partir de {}", "≥ {} pièces", "{}+ pièces"],
    also: &["Vous aimerez aussi", "Produits similaires"],
    choose: &["Choisir une option", "Sélectionnez", "Choisissez"],
    freight: &["Frais de port : {}", "Frais de livraison {}"],
    leave: "Déconnexion",
    praise: &["Fabriqué pour durer, noté 4,6 sur 5 par 512 clients.", "Expédié sous 48 h, retour 30 jours."],
    about: "Description du produit",
};

/// Spanish.
pub const SPANISH: Language = Language {
    tag: "es-ES",
    coins: &[EUR],
    goods: &[
        "Bolsa de lona",
        "Camiseta de algodón",
        "Botella de acero",
        "Cinta de embalaje",
        "Guantes de trabajo",
    ],
    axes: &[
        ("Color", &["Rojo", "Azul", "Azul claro", "Negro", "Blanco", "Verde"]),
        ("Talla", &["S", "M", "L", "XL", "XXL"]),
        ("Material", &["Algodón", "Lino", "Acero", "Acero inoxidable"]),
        ("Capacidad", &["250 ml", "500 ml", "1 l", "1,5 l"]),
    ],
    quantity: &["Cantidad", "Cantidad:", "Unidades"],
    add: &["Añadir al carrito", "Añadir a la cesta", "Agregar al carrito"],
    buy: &["Comprar ahora", "Comprar ya"],
    price: &["Precio", "Precio:", "Precio unitario"],
    was: &["Antes", "Precio anterior", "PVPR"],
    stock: &["{} disponibles", "Existencias: {}", "En stock: {}"],
    minimum: &["Pedido mínimo: {}", "Cantidad mínima: {} unidades", "Compra mínima {}"],
    step: &["Se vende en múltiplos de {}", "Múltiplos de {}"],
    sold_out: &["Agotado", "Sin existencias", "No disponible"],
    tier: &["a partir de {}", "≥ {} uds", "{}+ unidades"],
    also: &["También te puede gustar", "Productos relacionados"],
    choose: &["Elige una opción", "Seleccionar", "Selecciona"],
    freight: &["Gastos de envío: {}", "Gastos de envío {}"],
    leave: "Cerrar sesión",
    praise: &[
        "Para todos los días, 4,5 de 5 con 230 opiniones.",
        "Envío en 48 horas, devolución en 30 días.",
    ],
    about: "Descripción del producto",
};

/// Italian.
pub const ITALIAN: Language = Language {
    tag: "it-IT",
    coins: &[EUR],
    goods: &[
        "Borsa in tela",
        "Maglietta di cotone",
        "Borraccia in acciaio",
        "Nastro adesivo",
        "Guanti da lavoro",
    ],
    axes: &[
        ("Colore", &["Rosso", "Blu", "Blu scuro", "Nero", "Bianco", "Verde"]),
        ("Taglia", &["S", "M", "L", "XL", "XXL"]),
        ("Materiale", &["Cotone", "Cotone biologico", "Lino", "Acciaio"]),
        ("Formato", &["10 pezzi", "100 pezzi", "50 pezzi"]),
    ],
    quantity: &["Quantità", "Qtà", "Quantità:"],
    add: &["Aggiungi al carrello", "AGGIUNGI AL CARRELLO"],
    buy: &["Acquista ora", "Compra ora", "Acquista"],
    price: &["Prezzo", "Prezzo:", "Prezzo unitario"],
    was: &["Prezzo di listino", "invece di", "Prezzo precedente"],
    stock: &["Disponibilità: {}", "{} disponibili", "In magazzino: {}"],
    minimum: &["Ordine minimo: {}", "Quantità minima: {} pezzi"],
    step: &["Venduto in multipli di {}", "In multipli di {}"],
    sold_out: &["Esaurito", "Non disponibile", "Prodotto esaurito"],
    tier: &["da {} pezzi", "≥ {} pezzi", "{}+ pezzi"],
    also: &["Potrebbe piacerti anche", "Prodotti correlati"],
    choose: &["Scegli un'opzione", "Seleziona", "Scegli"],
    freight: &["Spese di spedizione: {}", "Costi di spedizione {}"],
    leave: "Esci",
    praise: &["Fatto per durare, 4,4 su 5 per 98 clienti.", "Spedito in 2 giorni, reso entro 30 giorni."],
    about: "Descrizione del prodotto",
};

/// Portuguese of Brazil.
pub const PORTUGUESE: Language = Language {
    tag: "pt-BR",
    coins: &[BRL],
    goods: &["Sacola de lona", "Camiseta de algodão", "Garrafa de aço", "Fita adesiva", "Luva de trabalho"],
    axes: &[
        ("Cor", &["Vermelho", "Azul", "Azul claro", "Preto", "Branco"]),
        ("Tamanho", &["P", "M", "G", "GG", "XGG"]),
        ("Voltagem", &["110 V", "220 V", "110/220 V", "12 V"]),
        ("Material", &["Algodão", "Linho", "Aço", "Aço inox"]),
    ],
    quantity: &["Quantidade", "Qtd", "Quantidade:"],
    add: &["Adicionar ao carrinho", "Adicionar à sacola"],
    buy: &["Comprar agora", "Comprar"],
    price: &["Preço", "Preço:", "Preço unitário"],
    was: &["Preço anterior", "Preço original", "Antes"],
    stock: &["{} disponíveis", "Estoque: {}", "Em estoque: {}"],
    minimum: &["Pedido mínimo: {}", "Quantidade mínima: {} unidades"],
    step: &["Vendido em múltiplos de {}", "Múltiplos de {}"],
    sold_out: &["Esgotado", "Indisponível", "Produto esgotado"],
    tier: &["a partir de {}", "≥ {} unidades", "{}+ unidades"],
    also: &["Você também pode gostar", "Produtos relacionados"],
    choose: &["Selecione", "Escolha uma opção"],
    freight: &["Frete: {}", "Frete {}"],
    leave: "Sair",
    praise: &["Feito para o dia a dia, nota 4,7 de 5 em 1.204 avaliações.", "Enviado em 2 dias úteis."],
    about: "Descrição do produto",
};
