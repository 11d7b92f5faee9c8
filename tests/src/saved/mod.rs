//! Reads pages that were saved from shops: in a real browser, with the network cut off and the pages'
//! own scripts off, by the very code that the extension runs.

#![expect(clippy::float_arithmetic, reason = "milliseconds, shares and likelihoods, never money")]

mod examples;
mod extruct;
mod eyes;
mod fit;
mod fit_price;
mod forms;
mod index;
mod labelled;
mod look;
mod made;
mod score;
mod times;
mod told;

pub use examples::{Examples, prior_of_kinds, prior_of_prices};
pub use extruct::extruct;
pub use eyes::Eyes;
pub use fit::{FOLDS, Labelled, Weights, told_by_folds};
pub use fit_price::{PriceWeights, Priced, price_pull, prices_by_folds};
pub use forms::{SeenForms, examples, prior as prior_of_forms, score as score_forms, score_by_folds};
pub use index::{Saved, saved};
pub use labelled::{LabelledForm, LabelledPage};
pub use look::{Form, Look, Seen};
pub use made::make;
pub use score::Score;
pub use times::Times;
pub use told::told;
