//! What the agent is asked to do. Only choosing and filling: no step places an order or pays.

use crate::json::Json;

use super::Handle;

/// One step. Before it acts the agent checks that the element is still the one of the snapshot:
/// same tag, same label, shown and not covered. Where it stops, the look that follows shows how far it came.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
#[json(tag = "do")]
pub enum Step {
    /// Clicks an option or a stepper's button.
    Click {
        /// The element.
        handle: Handle,
        /// Its label in the snapshot.
        label: String,
    },
    /// Types into a field.
    Fill {
        /// The field.
        handle: Handle,
        /// What stands in it afterwards.
        value: String,
    },
    /// Chooses a value of a `select`.
    Select {
        /// The `select`.
        handle: Handle,
        /// The option's value.
        value: String,
    },
}

impl Step {
    /// What is clicked, filled or chosen in.
    pub fn handle(&self) -> Handle {
        match self {
            Self::Click { handle, .. } | Self::Fill { handle, .. } | Self::Select { handle, .. } => *handle,
        }
    }
}
