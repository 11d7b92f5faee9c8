use crate::Journey;

pub const JOURNEYS: &[(&str, Journey)] = &[];
