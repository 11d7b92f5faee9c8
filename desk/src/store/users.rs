//! The people who use the desk.

use sqlx::{AnyConnection, Row};

use super::{Change, Result};

/// A person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The name, as signed in with and as written into histories.
    pub name: String,
    /// What is kept of the password.
    pub password: String,
    /// Whether this person may change users.
    pub admin: bool,
}

/// The person of that name.
pub async fn by_name(db: &mut AnyConnection, name: &str) -> Result<Option<User>> {
    let row = sqlx::query("SELECT name, password, admin FROM users WHERE name = $1")
        .bind(name.to_owned())
        .fetch_optional(db)
        .await?;
    row.as_ref().map(read).transpose()
}

/// Everybody, by name.
pub async fn all(db: &mut AnyConnection) -> Result<Vec<User>> {
    let rows = sqlx::query("SELECT name, password, admin FROM users ORDER BY name").fetch_all(db).await?;
    rows.iter().map(read).collect()
}

/// Whether nobody can sign in yet.
pub async fn none(db: &mut AnyConnection) -> Result<bool> {
    let count: i64 = sqlx::query_scalar("SELECT count(*) FROM users").fetch_one(db).await?;
    Ok(count == 0)
}

fn read(row: &sqlx::any::AnyRow) -> Result<User> {
    Ok(User { name: row.try_get(0)?, password: row.try_get(1)?, admin: row.try_get::<i64, _>(2)? != 0 })
}

impl Change {
    /// The person of that name, as this change sees it.
    pub async fn user(&mut self, name: &str) -> Result<Option<User>> {
        by_name(&mut self.tx, name).await
    }

    /// How many may change users.
    pub async fn count_admins(&mut self) -> Result<i64> {
        sqlx::query_scalar("SELECT count(*) FROM users WHERE admin = 1").fetch_one(&mut *self.tx).await
    }

    /// Adds a person.
    pub async fn add_user(&mut self, user: &User) -> Result<()> {
        sqlx::query("INSERT INTO users (name, password, admin, created) VALUES ($1, $2, $3, $4)")
            .bind(user.name.clone())
            .bind(user.password.clone())
            .bind(i64::from(user.admin))
            .bind(self.tick)
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }

    /// Sets a new password and ends the person's sessions.
    pub async fn set_password(&mut self, name: &str, password: &str) -> Result<()> {
        sqlx::query("UPDATE users SET password = $1 WHERE name = $2")
            .bind(password.to_owned())
            .bind(name.to_owned())
            .execute(&mut *self.tx)
            .await?;
        self.end_sessions_of(name).await
    }

    /// Removes a person with all keys and sessions. Histories keep the name.
    pub async fn remove_user(&mut self, name: &str) -> Result<()> {
        sqlx::query("DELETE FROM users WHERE name = $1").bind(name.to_owned()).execute(&mut *self.tx).await?;
        sqlx::query("DELETE FROM api_keys WHERE who = $1")
            .bind(name.to_owned())
            .execute(&mut *self.tx)
            .await?;
        self.end_sessions_of(name).await
    }
}
