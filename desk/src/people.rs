//! People and their keys: adding, changing and removing them.

use uuid::Uuid;

use crate::scope::Scope;
use crate::secret;
use crate::store::Store;
use crate::store::users::User;

/// The least number of characters of a password.
pub const SHORTEST_PASSWORD: usize = 10;

/// The most characters of a person's name.
pub const LONGEST_NAME: usize = 60;

/// Why something was not done.
#[derive(Debug)]
pub enum Refused {
    /// The name is empty, too long or has control characters.
    BadName,
    /// The key's label is empty or too long.
    BadLabel,
    /// The password is too short.
    ShortPassword,
    /// There is a person of that name already.
    NameTaken,
    /// There is no person of that name.
    NoUser,
    /// Nobody could change people afterwards.
    LastAdmin,
    /// The system gave no random numbers, or the password could not be hashed.
    NoSecret,
    /// The database failed.
    Database(sqlx::Error),
}

impl From<sqlx::Error> for Refused {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error)
    }
}

/// Adds a person. Without a password one is made and returned.
pub async fn add_user(
    store: &Store,
    name: &str,
    password: Option<&str>,
    admin: bool,
) -> Result<Option<String>, Refused> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(Refused::BadName);
    }
    let made = match password {
        Some(_) => None,
        None => Some(secret::token().map_err(|_| Refused::NoSecret)?.chars().take(20).collect::<String>()),
    };
    let password = hashed(password.or(made.as_deref()).unwrap_or_default()).await?;
    let mut change = store.change().await?;
    if change.user(name).await?.is_some() {
        return Err(Refused::NameTaken);
    }
    change.add_user(&User { name: name.to_owned(), password, admin }).await?;
    change.commit().await?;
    Ok(made)
}

/// Sets a person's password anew and signs the person out everywhere.
pub async fn set_password(store: &Store, name: &str, password: &str) -> Result<(), Refused> {
    let password = hashed(password).await?;
    let mut change = store.change().await?;
    change.user(name).await?.ok_or(Refused::NoUser)?;
    change.set_password(name, &password).await?;
    Ok(change.commit().await?)
}

/// Removes a person with keys and sessions, unless nobody could change people afterwards.
pub async fn remove_user(store: &Store, name: &str) -> Result<(), Refused> {
    let mut change = store.change().await?;
    let user = change.user(name).await?.ok_or(Refused::NoUser)?;
    if user.admin && change.count_admins().await? == 1 {
        return Err(Refused::LastAdmin);
    }
    change.remove_user(name).await?;
    Ok(change.commit().await?)
}

/// Makes a key and returns it; only its digest is kept.
pub async fn add_key(store: &Store, who: &str, label: &str, scope: Scope) -> Result<String, Refused> {
    let label = label.trim();
    if label.is_empty() || label.chars().count() > 100 {
        return Err(Refused::BadLabel);
    }
    let key = format!("desk_{}", secret::token().map_err(|_| Refused::NoSecret)?);
    let hint: String = key.chars().skip(key.len().saturating_sub(4)).collect();
    let mut change = store.change().await?;
    change.user(who).await?.ok_or(Refused::NoUser)?;
    change.add_key(&Uuid::new_v4().to_string(), &secret::digest(&key), &hint, who, label, scope).await?;
    change.commit().await?;
    Ok(key)
}

/// Voids a person's own key.
pub async fn revoke_key(store: &Store, who: &str, id: &str) -> Result<(), sqlx::Error> {
    let mut change = store.change().await?;
    change.revoke_key(id, who).await?;
    change.commit().await
}

async fn hashed(password: &str) -> Result<String, Refused> {
    if password.chars().count() < SHORTEST_PASSWORD {
        return Err(Refused::ShortPassword);
    }
    secret::hash_password(password.to_owned()).await.ok_or(Refused::NoSecret)
}
