//! Pictures of every page, of a real extension between a real desk and the practice supplier, in
//! both languages, light and dark.

mod album;
mod connecting;
mod desk;
mod keys;
mod orders;
mod popup;
mod supplier;

use anyhow::Result;
use one_click_purchase::order::PurchaseOrder;

use self::album::{Album, Size};
use crate::browser::{Kind, Language};
use crate::person::Person;
use crate::world::{World, launch};

/// Everything that the pictures are taken of.
#[derive(Debug)]
struct Scene<'a> {
    world: &'a World,
    person: &'a Person<'a>,
    album: &'a Album,
    orders: &'a [PurchaseOrder],
}

/// Takes all pictures.
pub fn take() -> Result<()> {
    Language::ALL.into_iter().try_for_each(take_in)
}

fn take_in(language: Language) -> Result<()> {
    let album = Album::new(language)?;
    // The supplier speaks the person's language: even seeds Chinese, odd ones English.
    let seed = u64::from(language == Language::English);
    let world = World::start(launch(Kind::Chromium).in_language(language), seed)?;
    let orders = orders::import(&world)?;
    let person = Person::new(&world)?;
    person.consent_to_supplier()?;
    let scene = Scene { world: &world, person: &person, album: &album, orders: &orders };
    let stopped = scene.stopped()?;
    let errand = scene.begin()?;
    scene.popup_with_orders()?;
    scene.popup_by_hand()?;
    scene.running()?;
    scene.desk_orders()?;
    scene.buy(&errand)?;
    scene.popup_done()?;
    scene.options()?;
    scene.connecting()?;
    scene.keys()?;
    scene.desk_order()?;
    stopped.close_tabs()
}

impl Scene<'_> {
    /// Takes the current window's page.
    fn take(&self, name: &str, size: Size) -> Result<()> {
        self.album.take(&self.world.browser, name, size)
    }
}
