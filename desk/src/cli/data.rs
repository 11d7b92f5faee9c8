//! `desk import`, `desk backup` and `desk restore`.

use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::Path;

use super::{failed, say};
use crate::import::{self, Format};
use crate::store::{Store, dump};

/// Imports a file.
pub async fn import(store: &Store, file: &Path, preview: bool) -> Result<(), String> {
    let format = match file.extension().and_then(|extension| extension.to_str()) {
        Some("csv") => Format::Csv,
        Some("json") => Format::Json,
        _ => return Err(format!("{} is neither .csv nor .json.", file.display())),
    };
    let bytes =
        std::fs::read(file).map_err(|error| format!("{} cannot be read: {error}.", file.display()))?;
    let imported = import::import(store, "desk import", format, &bytes, preview).await.map_err(failed)?;
    for error in &imported.errors {
        eprintln!("{}: row {}: {}: {}", file.display(), error.row, error.field, error.detail.english());
    }
    if !imported.errors.is_empty() {
        return Err(format!("{} errors; nothing was imported.", imported.errors.len()));
    }
    let verb = if imported.imported { "imported" } else { "to import" };
    say(&format!("{} orders {verb}", imported.orders.len()))
}

/// Writes a backup.
pub async fn backup(store: &Store, file: &Path) -> Result<(), String> {
    let name = file.display();
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let opened = options.open(file).map_err(|error| format!("{name} cannot be made: {error}."))?;
    let mut out = BufWriter::new(opened);
    let rows = dump::write(store, &mut out).await.map_err(|error| format!("{name}: {error}."))?;
    out.flush()
        .and_then(|()| out.get_ref().sync_all())
        .map_err(|error| format!("{name} cannot be written: {error}."))?;
    say(&format!("{rows} rows saved"))
}

/// Restores a backup.
pub async fn restore(store: &Store, file: &Path) -> Result<(), String> {
    let name = file.display();
    let opened = File::open(file).map_err(|error| format!("{name} cannot be read: {error}."))?;
    let rows = dump::read(store, BufReader::new(opened)).await;
    let rows = rows.map_err(|error| format!("{name}: {error}. Nothing was changed."))?;
    say(&format!("{rows} rows restored"))
}
