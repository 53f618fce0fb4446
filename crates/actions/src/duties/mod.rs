//! duties
