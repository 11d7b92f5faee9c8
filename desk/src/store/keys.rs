//! API keys: what a program shows in place of a person.

use one_click_purchase::order::Time;
use sqlx::{AnyConnection, Row};

use super::{Change, Result, moment};
use crate::scope::Scope;

/// What is known of a key; the key itself is not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Its id.
    pub id: String,
    /// Its last characters.
    pub hint: String,
    /// In whose name it acts.
    pub who: String,
    /// What it is for, in the person's words.
    pub label: String,
    /// What it may do.
    pub scope: Scope,
    /// When it was made.
    pub created: Time,
    /// When it was last used, to the hour.
    pub used: Option<Time>,
    /// Since when it is void.
    pub revoked: Option<Time>,
}

/// The key with that digest, unless revoked.
pub async fn by_hash(db: &mut AnyConnection, hash: &str) -> Result<Option<Key>> {
    let row = sqlx::query(
        "SELECT id, hint, who, label, created, used, revoked, scope FROM api_keys WHERE hash = $1 AND revoked IS NULL",
    )
    .bind(hash.to_owned())
    .fetch_optional(db)
    .await?;
    row.as_ref().map(read).transpose()
}

/// A person's keys, the newest first.
pub async fn of(db: &mut AnyConnection, who: &str) -> Result<Vec<Key>> {
    let rows = sqlx::query(
        "SELECT id, hint, who, label, created, used, revoked, scope FROM api_keys WHERE who = $1 ORDER BY created DESC",
    )
    .bind(who.to_owned())
    .fetch_all(db)
    .await?;
    rows.iter().map(read).collect()
}

fn read(row: &sqlx::any::AnyRow) -> Result<Key> {
    Ok(Key {
        id: row.try_get(0)?,
        hint: row.try_get(1)?,
        who: row.try_get(2)?,
        label: row.try_get(3)?,
        created: moment(row.try_get(4)?),
        used: row.try_get::<Option<i64>, _>(5)?.map(moment),
        revoked: row.try_get::<Option<i64>, _>(6)?.map(moment),
        // A name that this desk does not know, such as a later one's, allows the least.
        scope: Scope::named(&row.try_get::<String, _>(7)?).unwrap_or(Scope::Read),
    })
}

impl Change {
    /// Keeps a new key by its digest.
    pub async fn add_key(
        &mut self,
        id: &str,
        hash: &str,
        hint: &str,
        who: &str,
        label: &str,
        scope: Scope,
    ) -> Result<()> {
        sqlx::query(
            "INSERT INTO api_keys (id, hash, hint, who, label, created, scope) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(id.to_owned())
        .bind(hash.to_owned())
        .bind(hint.to_owned())
        .bind(who.to_owned())
        .bind(label.to_owned())
        .bind(self.tick)
        .bind(scope.name())
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }

    /// Notes that a key was used now.
    pub async fn use_key(&mut self, id: &str) -> Result<()> {
        sqlx::query("UPDATE api_keys SET used = $1 WHERE id = $2")
            .bind(self.tick)
            .bind(id.to_owned())
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }

    /// Voids a person's key.
    pub async fn revoke_key(&mut self, id: &str, who: &str) -> Result<()> {
        sqlx::query("UPDATE api_keys SET revoked = $1 WHERE id = $2 AND who = $3 AND revoked IS NULL")
            .bind(self.tick)
            .bind(id.to_owned())
            .bind(who.to_owned())
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }
}
