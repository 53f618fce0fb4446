//! rota
