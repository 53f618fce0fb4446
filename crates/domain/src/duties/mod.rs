//! Duties
