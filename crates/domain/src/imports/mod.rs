//! Imports: reading what an organisation already has, row by row, and guessing nothing.
