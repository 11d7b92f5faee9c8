//! Who is signed in.

use chrono::Utc;
use sqlx::{AnyConnection, Row};

use super::users::User;
use super::{Change, Result};

/// The person whose session it is, while it lasts. `hash` is the digest of the session's token.
pub async fn user_of(db: &mut AnyConnection, hash: &str) -> Result<Option<User>> {
    let row = sqlx::query(
        "SELECT users.name, users.password, users.admin FROM sessions JOIN users ON users.name = sessions.who \
         WHERE sessions.hash = $1 AND sessions.until > $2",
    )
    .bind(hash.to_owned())
    .bind(Utc::now().timestamp_micros())
    .fetch_optional(db)
    .await?;
    row.map(|row| {
        Ok(User { name: row.try_get(0)?, password: row.try_get(1)?, admin: row.try_get::<i64, _>(2)? != 0 })
    })
    .transpose()
}

impl Change {
    /// Begins a session that lasts so many seconds, and forgets those that are over.
    pub async fn begin_session(&mut self, hash: &str, who: &str, seconds: i64) -> Result<()> {
        sqlx::query("DELETE FROM sessions WHERE until <= $1").bind(self.tick).execute(&mut *self.tx).await?;
        sqlx::query("INSERT INTO sessions (hash, who, until) VALUES ($1, $2, $3)")
            .bind(hash.to_owned())
            .bind(who.to_owned())
            .bind(self.tick.saturating_add(seconds.saturating_mul(1_000_000)))
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }

    /// Ends one session.
    pub async fn end_session(&mut self, hash: &str) -> Result<()> {
        sqlx::query("DELETE FROM sessions WHERE hash = $1")
            .bind(hash.to_owned())
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }

    /// Ends all sessions of a person.
    pub async fn end_sessions_of(&mut self, who: &str) -> Result<()> {
        sqlx::query("DELETE FROM sessions WHERE who = $1")
            .bind(who.to_owned())
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }
}
