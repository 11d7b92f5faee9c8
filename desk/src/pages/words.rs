//! The words of the pages in both languages. A word that one language lacks does not compile; one
//! that no page uses is reported by the compiler.

use one_click_purchase::order::Status;

use crate::import::Fault;
use crate::scope::Scope;

/// A language of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Language {
    /// 简体中文.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Language {
    /// The language of that tag.
    pub fn tagged(tag: &str) -> Option<Self> {
        let tag = tag.trim().to_ascii_lowercase();
        match tag.split(['-', ';']).next()? {
            "zh" => Some(Self::Chinese),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    /// The language that a browser's `Accept-Language` asks for first.
    pub fn accepted(header: &str) -> Option<Self> {
        header.split(',').find_map(Self::tagged)
    }

    /// Its tag, as HTML and the cookie write it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }

    /// Its words.
    pub fn words(self) -> &'static Words {
        match self {
            Self::Chinese => &super::chinese::WORDS,
            Self::English => &super::english::WORDS,
        }
    }

    /// What is wrong with a row of an import.
    pub fn fault(self, fault: &Fault) -> String {
        match self {
            Self::Chinese => fault.chinese(),
            Self::English => fault.english(),
        }
    }

    /// The other one, and how it calls itself.
    pub fn other(self) -> (Self, &'static str) {
        match self {
            Self::Chinese => (Self::English, "English"),
            Self::English => (Self::Chinese, "简体中文"),
        }
    }
}

macro_rules! words {
    ($($name:ident)*) => {
        /// Every text of the pages. `{}` stands for what is filled in.
        pub(super) struct Words {
            $(pub $name: &'static str,)*
        }
    };
}

words! {
    product skip_to_content sign_in sign_out name password sign_in_failed sign_in_too_often
    orders import keys users
    all pending purchasing part_purchased purchased cancelled
    search search_hint supplier every_supplier
    select select_all cancel reopen cancel_this reopen_this done_some nothing_here no_orders_yet older newer
    order lines_more quantity limit no_limit warehouse state age actions buy by_hand
    get_extension
    open_supplier title variant sku left pieces lines note ship_to recipient phone address postcode
    claimed_by supplier_orders none_recorded number total freight tracking placed evidence
    shown_by_page order_list confirmed recorded_by_hand
    undo undo_reason undo_explained history
    imported claimed released lapsed recorded recorded_late undone was_cancelled reopened
    by_hand_explained supplier_host amount_paid currency save shared shared_explained
    wrong_fields wrong_host wrong_number wrong_quantity wrong_amount wrong_time wrong_other
    number_taken number_used over_covered report_differs nothing_left back_to_order
    import_explained file columns columns_explained check_file check_result import_these row field problem
    file_needed imported_some has_errors
    keys_explained key_label key_scope scope_purchase scope_read scope_import scope_all new_key key_shown_once key_end created used never revoke revoked
    users_explained admin is_admin new_password add_user set_password remove
    bad_name bad_label short_password name_taken no_user last_admin failed
    minutes_ago hours_ago days_ago just_now
}

impl Words {
    /// The name of a state.
    pub fn status(&self, status: Status) -> &'static str {
        match status {
            Status::Pending => self.pending,
            Status::Purchasing => self.purchasing,
            Status::PartPurchased => self.part_purchased,
            Status::Purchased => self.purchased,
            Status::Cancelled => self.cancelled,
        }
    }

    /// What a key of that scope may do.
    pub fn scope(&self, scope: Scope) -> &'static str {
        match scope {
            Scope::Purchase => self.scope_purchase,
            Scope::Read => self.scope_read,
            Scope::Import => self.scope_import,
            Scope::All => self.scope_all,
        }
    }

    /// What a history entry of that name says.
    pub fn happened(&self, what: &str) -> &'static str {
        match what {
            "imported" => self.imported,
            "claimed" => self.claimed,
            "released" => self.released,
            "lapsed" => self.lapsed,
            "recorded" => self.recorded,
            "recorded_late" => self.recorded_late,
            "undone" => self.undone,
            "cancelled" => self.was_cancelled,
            _ => self.reopened,
        }
    }
}

/// A text with its `{}` filled in, in order.
pub(super) fn fill(text: &str, values: &[&str]) -> String {
    values.iter().fold(text.to_owned(), |text, value| text.replacen("{}", value, 1))
}
