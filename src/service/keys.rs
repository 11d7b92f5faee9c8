//! The connections' keys under a passphrase: locked, unlocked once in each session of the browser, locked anew
//! with another one, given up.
//!
//! Each change is one transaction that leaves no older text of the connections behind. The key that the
//! passphrase gives is remembered by the browser until it ends, and is kept with nothing that is stored.

use super::kept::put;
use super::ports::Cipher;
use super::{Kept, Platform, Service, problem, storage_problem};
use crate::json;
use crate::message::{Answer, Problem};
use crate::order::host_of;
use crate::purchase::{Effect, Stage};
use crate::store::{Change, Connection, ConnectionState, Connections, Keys, Lock, Secret, names};

/// Rounds of PBKDF2 of a new lock.
const ROUNDS: u32 = 600_000;
/// What stands for the encrypted key of a connection whose key was given up.
const LOST: &str = "lost";
/// The connections' document.
const DOCUMENT: &str = "connections";

/// The keys of connections, by their ids.
type KeysById = Vec<(String, Secret)>;

/// What of [`Kept`] a change of the lock changes.
#[derive(Default)]
struct Locking {
    lock: Option<Lock>,
    key: Option<Secret>,
    connections: Vec<Connection>,
}

impl Kept {
    /// Whether the passphrase is still to be given in this session of the browser.
    pub fn is_locked(&self) -> bool {
        self.lock.is_some() && self.lock_key.is_none()
    }

    /// How the keys are kept.
    pub fn keys(&self) -> Keys {
        match (&self.lock, &self.lock_key) {
            (None, _) => Keys::Plain,
            (Some(_), Some(_)) => Keys::Unlocked,
            (Some(_), None) => Keys::Locked,
        }
    }

    /// Whether a connection can be asked once the passphrase is given.
    pub fn awaits_passphrase(&self, connection: &Connection) -> bool {
        self.is_locked() && connection.lacks_key()
    }

    /// The change that keeps the connections: of a locked key only what is encrypted.
    pub fn put_connections(&self) -> Change {
        let mut all = json::copy(&self.connections);
        for connection in &mut all {
            if !connection.locked_key.is_empty() {
                connection.key = Secret::default();
            }
        }
        let mut gone = json::copy(&self.gone);
        gone.retain(|own: &Connection| self.connection(&own.id).is_none());
        put(names::SINGLES, DOCUMENT, &Connections { lock: self.lock.clone(), all, gone })
    }

    /// The same where no older text of them may stay: neither the one before nor one that was set aside.
    fn replace_connections(&self) -> Vec<Change> {
        let Change::Put { store, key, text } = self.put_connections() else { return Vec::new() };
        let aside = ["damaged|", store, "|", &key].concat();
        vec![Change::Replace { store, key, text }, Change::Delete { store: names::COPIES, key: aside }]
    }

    /// Keeps only these connections. Of one that is still named by reports or purchases it stays known which ERP
    /// it was: what waits for that goes on when it comes back.
    pub fn keep_connected(&mut self, keeps: &dyn Fn(&Connection) -> bool) {
        for own in std::mem::take(&mut self.connections) {
            if keeps(&own) {
                self.connections.push(own);
                continue;
            }
            let parcels = self.parcels.values().map(|parcel| &parcel.key.connection);
            let mut named = parcels.chain(self.purchases.values().map(|purchase| &purchase.key.connection));
            if named.any(|id| *id == own.id) {
                self.gone.retain(|other| other.id != own.id);
                self.gone.push(own.without_key());
            }
        }
    }

    /// Takes the place of the connection to the same ERP that is the same person's, or whose key is lost or not
    /// accepted any more: it is that one with a new key, and its purchases and reports go on. A name stays where no
    /// other is given. What the company has connected stays the company's. One that is gone comes back as what it was.
    pub fn take_place(&self, connection: &mut Connection) -> Result<(), Problem> {
        let all = || self.connections.iter().filter(|own| same_erp(own, connection));
        // Whose key a company's is may not be known yet.
        let persons = |own: &&Connection| own.user == connection.user || own.user.is_empty();
        if let Some(own) = all().filter(|own| own.provisioned).find(persons) {
            return Err(problem("provisioned_already", &[&own.name]));
        }
        let keyless = |own: &&Connection| own.lacks_key() || own.state == ConnectionState::SignIn;
        let mine = || all().filter(|own| !own.provisioned);
        let own = mine().find(|own| own.user == connection.user).or_else(|| mine().find(keyless));
        if let Some(own) = own {
            let (id, name) = (own.id.clone(), own.name.clone());
            if host_of(&connection.origin).as_ref() == Some(&connection.name) {
                connection.name = name;
            }
            connection.id = id;
            return Ok(());
        }
        self.come_back(connection);
        Ok(())
    }

    /// Takes over the id of the connection to the same ERP that is gone, if there was one.
    pub fn come_back(&self, connection: &mut Connection) {
        let is_free = |own: &&Connection| self.connection(&own.id).is_none();
        if let Some(own) = self.gone.iter().filter(is_free).find(|own| own.is_erp_of(connection)) {
            connection.id.clone_from(&own.id);
        }
    }

    /// Puts a connection in the place of the one with its id, or behind all; gives what there was before. Where
    /// another one has its name, it gets a number behind it: orders are told apart by these names.
    pub fn put_connection(&mut self, mut connection: Connection) -> Vec<Connection> {
        let before = json::copy(&self.connections);
        let is_taken =
            |name: &str| self.connections.iter().any(|own| own.id != connection.id && own.name == name);
        let numbered = |n: usize| [&connection.name, " (", &n.to_string(), ")"].concat();
        if is_taken(&connection.name)
            && let Some(name) = (2..).map(numbered).find(|name| !is_taken(name))
        {
            connection.name = name;
        }
        match self.connection_mut(&connection.id) {
            Some(own) => *own = connection,
            None => self.connections.push(connection),
        }
        before
    }

    /// Unlocks with the key that the browser remembers, if it does.
    pub(super) async fn unlock_remembered(&mut self, cipher: &impl Cipher) {
        let Some(lock) = &self.lock else { return };
        let Some(key) = cipher.remembered().await else { return };
        if let Some(keys) = decrypted(cipher, lock, &key, &self.connections).await {
            self.unlock(key, keys);
        }
    }

    fn unlock(&mut self, key: Secret, keys: KeysById) {
        self.lock_key = Some(key);
        for (id, key) in keys {
            if let Some(connection) = self.connection_mut(&id) {
                connection.key = key;
            }
        }
    }

    /// Takes over another lock, with the encrypted keys; gives what there was before.
    fn lock_anew(
        &mut self,
        lock: Option<Lock>,
        key: Option<Secret>,
        locked: Vec<(String, String)>,
    ) -> Locking {
        let connections = json::copy(&self.connections);
        for connection in &mut self.connections {
            let new = locked.iter().find(|(id, _)| *id == connection.id);
            match new {
                Some((_, text)) if !connection.provisioned => connection.locked_key.clone_from(text),
                _ if connection.lacks_key() => {
                    LOST.clone_into(&mut connection.locked_key);
                    connection.state = ConnectionState::SignIn;
                }
                _ => connection.locked_key.clear(),
            }
        }
        Locking {
            lock: std::mem::replace(&mut self.lock, lock),
            key: std::mem::replace(&mut self.lock_key, key),
            connections,
        }
    }

    fn restore(&mut self, before: Locking) {
        (self.lock, self.lock_key, self.connections) = (before.lock, before.key, before.connections);
    }
}

/// The keys that this key decrypts; nothing where it is not the lock's. One that was encrypted for another
/// connection does not come out: that connection lacks its key then.
async fn decrypted(
    cipher: &impl Cipher,
    lock: &Lock,
    key: &Secret,
    connections: &[Connection],
) -> Option<KeysById> {
    cipher.decrypt(key, &lock.proof, &lock.bound()).await?;
    let mut keys = Vec::new();
    for connection in connections.iter().filter(|own| own.lacks_key()) {
        if let Some(own) = cipher.decrypt(key, &connection.locked_key, &connection.bound()).await {
            keys.push((connection.id.clone(), own));
        }
    }
    Some(keys)
}

fn cipher_problem(why: &str) -> Problem {
    problem("keys_failed", &[why])
}

impl<P: Platform> Service<P> {
    /// Unlocks the keys for this session of the browser.
    pub async fn unlock(&self, passphrase: &Secret) -> Answer {
        let _turn = self.keys.turn().await;
        match self.open_lock(passphrase).await {
            Ok(()) => Answer::Done,
            Err(problem) => Answer::Failed { problem },
        }
    }

    /// What waited for the keys goes on.
    pub async fn unlocked(&self) {
        let waiting = self.kept.borrow().purchases_that(&|own| matches!(own.stage, Stage::Locked));
        for id in waiting {
            self.run(id, vec![Effect::CheckAccess]).await;
        }
        self.send_due().await;
    }

    /// Locks the keys with a passphrase, or with none any more. The one `before` is asked for where there is one.
    pub async fn protect(&self, before: &Secret, passphrase: Option<&Secret>) -> Answer {
        let _turn = self.keys.turn().await;
        match self.lock_with(before, passphrase).await {
            Ok(()) => Answer::Done,
            Err(problem) => Answer::Failed { problem },
        }
    }

    /// The passphrase is forgotten: the keys are lost with it and wait to be entered anew. All else stays.
    pub async fn give_keys_up(&self) -> Answer {
        let _turn = self.keys.turn().await;
        if !self.kept.borrow().is_locked() {
            return Answer::Done;
        }
        match self.relock(None, None, Vec::new()).await {
            Ok(()) => Answer::Done,
            Err(problem) => Answer::Failed { problem },
        }
    }

    async fn open_lock(&self, passphrase: &Secret) -> Result<(), Problem> {
        let (lock, connections) = {
            let kept = self.kept.borrow();
            (kept.lock.clone(), json::copy(&kept.connections))
        };
        let Some(lock) = lock else { return Ok(()) };
        let key = self.platform.derive(passphrase, &lock.salt, lock.rounds).await;
        let key = key.map_err(|why| cipher_problem(&why))?;
        let Some(keys) = decrypted(&self.platform, &lock, &key, &connections).await else {
            return Err(problem("passphrase_wrong", &[]));
        };
        self.remember(Some(&key)).await;
        self.kept.borrow_mut().unlock(key, keys);
        Ok(())
    }

    async fn lock_with(&self, before: &Secret, passphrase: Option<&Secret>) -> Result<(), Problem> {
        self.open_lock(before).await?;
        let Some(passphrase) = passphrase else { return self.relock(None, None, Vec::new()).await };
        let (lock, key) = self.new_lock(passphrase).await.map_err(|why| cipher_problem(&why))?;
        let connections = json::copy(&self.kept.borrow().connections);
        let mut locked = Vec::new();
        for connection in connections.iter().filter(|own| has_own_key(own)) {
            let text = self.platform.encrypt(&key, &connection.key, &connection.bound()).await;
            locked.push((connection.id.clone(), text.map_err(|why| cipher_problem(&why))?));
        }
        self.relock(Some(lock), Some(key), locked).await
    }

    async fn new_lock(&self, passphrase: &Secret) -> Result<(Lock, Secret), String> {
        let mut lock = Lock { salt: self.platform.salt(), rounds: ROUNDS, proof: String::new() };
        let key = self.platform.derive(passphrase, &lock.salt, lock.rounds).await?;
        lock.proof = self.platform.encrypt(&key, &Secret::default(), &lock.bound()).await?;
        Ok((lock, key))
    }

    /// Writes another lock with the encrypted keys, and is what it was before where that fails.
    async fn relock(
        &self,
        lock: Option<Lock>,
        key: Option<Secret>,
        locked: Vec<(String, String)>,
    ) -> Result<(), Problem> {
        let (before, changes) = {
            let mut kept = self.kept.borrow_mut();
            let before = kept.lock_anew(lock, key.clone(), locked);
            (before, kept.replace_connections())
        };
        if let Err(why) = self.write(changes).await {
            self.kept.borrow_mut().restore(before);
            return Err(storage_problem(&why));
        }
        self.remember(key.as_ref()).await;
        Ok(())
    }

    /// Encrypts the key of a connection that is to be kept, where the keys are locked.
    pub(super) async fn lock_key_of(&self, connection: &mut Connection) -> Result<(), Problem> {
        let key = self.kept.borrow().lock_key.clone();
        if let Some(key) = key.filter(|_| has_own_key(connection)) {
            let text = self.platform.encrypt(&key, &connection.key, &connection.bound()).await;
            connection.locked_key = text.map_err(|why| cipher_problem(&why))?;
        }
        Ok(())
    }

    /// A key that the browser cannot remember is asked for again when the background wakes.
    pub(super) async fn remember(&self, key: Option<&Secret>) {
        let _ = self.platform.remember(key).await;
    }
}

/// Whether two connections are to one ERP and what they have there is the same: one server may hold several
/// databases, and what an address answers to a mapping file is of that file.
pub(super) fn same_erp(one: &Connection, other: &Connection) -> bool {
    let settings = |own: &Connection| (own.settings.database.clone(), own.settings.mapping.clone());
    one.is_erp_of(other) && settings(one) == settings(other)
}

/// Whether a key is the person's to lock: what the company provisions lies in its policy anyway.
fn has_own_key(connection: &Connection) -> bool {
    !connection.key.is_empty() && !connection.provisioned
}
