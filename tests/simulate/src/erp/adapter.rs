//! An ERP without leases and reports of its own: fields, a state, and entries that are only ever added.

use one_click_purchase::erp::journal::{Entry, State};
use one_click_purchase::erp::{Adapter, Answer, ErpError, Listed, Read, Server};
use one_click_purchase::order::{OrderId, Time};

use super::{Kept, broken, request};
use crate::port::Port;
use crate::truth;
use crate::world::{Ms, Who, World};

/// The ERP as one purchaser's connector sees it.
pub struct Plain {
    /// Who asks, through which background.
    pub port: Port,
}

fn read(kept: &Kept, now: Ms, at: Time) -> Read {
    let seen = kept.entries.iter().filter(|(_, visible)| *visible <= now);
    Read {
        order: kept.order.clone(),
        state: kept.state,
        reference: kept.reference.clone(),
        version: kept.version.to_string(),
        entries: seen.map(|(entry, _)| entry.clone()).collect(),
        at,
    }
}

/// Adds an entry. By the time that its sender is answered it can be read.
fn append(world: &mut World, who: Who, id: &str, text: String) -> String {
    let (time, now, lies) = (world.time(), world.now, world.lies());
    // The answer comes a millisecond later at the earliest.
    let late = world.dice.below(2);
    world.erp.serial += 1;
    let number = world.erp.serial.to_string();
    let entry = Entry { id: number.clone(), author: who.name().to_owned(), time, text };
    if let Some(kept) = world.erp.kept(id).filter(|_| !lies) {
        kept.entries.push((entry, now + late));
        kept.version += 1;
        world.stands(id);
    }
    number
}

impl Plain {
    /// One request that changes an order, of the version that was read.
    async fn write(
        &self,
        order: &Read,
        what: &'static str,
        change: impl FnOnce(&mut Kept) + 'static,
    ) -> Result<(), ErpError> {
        let (id, version) = (order.order.id.clone(), order.version.clone());
        let effect = Box::new(move |world: &mut World| {
            let lies = world.lies();
            let kept = world.erp.kept(&id).ok_or(ErpError::NotFound)?;
            if kept.version.to_string() != version {
                return Err(ErpError::changed());
            }
            if !lies {
                change(kept);
                kept.version += 1;
                world.stands(&id);
            }
            Ok(())
        });
        request(&self.port, what, effect).await.map_err(broken)?
    }
}

impl Adapter for Plain {
    fn test(&self) -> Answer<'_, Server> {
        let user = self.port.who.name().to_owned();
        Box::pin(async { Ok(Server { name: "plain".to_owned(), user, pending: 1 }) })
    }

    fn list<'a>(&'a self, since: Option<&'a str>, _: Option<&'a str>) -> Answer<'a, Listed> {
        let all = since.is_some();
        let effect = Box::new(move |world: &mut World| {
            let (now, at) = (world.now, world.time());
            let orders = world.erp.orders.iter().filter(|kept| all || kept.state == State::Open);
            orders.map(|kept| read(kept, now, at)).collect()
        });
        Box::pin(async move {
            let orders = request(&self.port, "orders", effect).await.map_err(broken)?;
            Ok(Listed { orders, next: None, as_of: Some("now".to_owned()) })
        })
    }

    fn order<'a>(&'a self, id: &'a OrderId) -> Answer<'a, Read> {
        let wanted = id.clone();
        let effect = Box::new(move |world: &mut World| {
            let (now, at) = (world.now, world.time());
            world.erp.kept(&wanted).map(|kept| read(kept, now, at))
        });
        Box::pin(async move {
            let found = request(&self.port, "order", effect).await.map_err(broken)?;
            let found = found.ok_or(ErpError::NotFound)?;
            truth::order_read(&mut self.port.world(), self.port.who, &found);
            Ok(found)
        })
    }

    fn append<'a>(&'a self, order: &'a Read, text: String) -> Answer<'a, String> {
        let (id, who) = (order.order.id.clone(), self.port.who);
        let effect = Box::new(move |world: &mut World| append(world, who, &id, text));
        Box::pin(async move { request(&self.port, "entry", effect).await.map_err(broken) })
    }

    fn set_reference<'a>(&'a self, order: &'a Read, reference: &'a str) -> Answer<'a, ()> {
        let reference = reference.to_owned();
        Box::pin(self.write(order, "reference", move |kept| kept.reference = reference))
    }

    fn mark_purchased<'a>(&'a self, order: &'a Read) -> Answer<'a, ()> {
        Box::pin(self.write(order, "purchased", |kept| {
            if kept.state == State::Open {
                kept.state = State::Purchased;
            }
        }))
    }

    fn take_mark_back<'a>(&'a self, order: &'a Read) -> Answer<'a, bool> {
        Box::pin(async move {
            self.write(order, "open again", |kept| kept.state = State::Open).await?;
            Ok(true)
        })
    }

    fn numbered<'a>(&'a self, number: &'a str) -> Answer<'a, Vec<(OrderId, String)>> {
        let number = number.to_owned();
        let effect = Box::new(move |world: &mut World| {
            let has = |kept: &&Kept| kept.reference.split(", ").any(|own| own == number);
            let orders = world.erp.orders.iter().filter(has);
            orders.map(|kept| (kept.order.id.clone(), kept.order.number.clone())).collect()
        });
        Box::pin(async move { request(&self.port, "number", effect).await.map_err(broken) })
    }
}
