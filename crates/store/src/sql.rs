//! One SQL text on either database. Each macro sends the same words to the one that is open;
//! `*_in` puts a list of ids where the text ends in the two ways the databases know.

/// All rows: `all!(tx, Row, "SELECT …", bind, bind)`.
macro_rules! all {
    ($tx:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        match $tx.inner() {
            $crate::db::Inner::Lite(open) => {
                sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch_all(&mut **open).await
            }
            $crate::db::Inner::Pg(open) => {
                sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch_all(&mut **open).await
            }
        }
        .map_err($crate::error::StoreError::from)
    };
}

/// One row or none.
macro_rules! one {
    ($tx:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        match $tx.inner() {
            $crate::db::Inner::Lite(open) => {
                sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch_optional(&mut **open).await
            }
            $crate::db::Inner::Pg(open) => {
                sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch_optional(&mut **open).await
            }
        }
        .map_err($crate::error::StoreError::from)
    };
}

/// One row or none, where a database needs words of its own: `one_apart!(tx, Row, "for the file", "for the server", bind)`.
macro_rules! one_apart {
    ($tx:expr, $row:ty, $lite:expr, $pg:expr $(, $bind:expr)* $(,)?) => {
        match $tx.inner() {
            $crate::db::Inner::Lite(open) => {
                sqlx::query_as::<_, $row>($lite)$(.bind($bind))*.fetch_optional(&mut **open).await
            }
            $crate::db::Inner::Pg(open) => {
                sqlx::query_as::<_, $row>($pg)$(.bind($bind))*.fetch_optional(&mut **open).await
            }
        }
        .map_err($crate::error::StoreError::from)
    };
}

/// A change: how many rows it touched.
macro_rules! run {
    ($tx:expr, $sql:expr $(, $bind:expr)* $(,)?) => {
        match $tx.inner() {
            $crate::db::Inner::Lite(open) => {
                sqlx::query($sql)$(.bind($bind))*.execute(&mut **open).await.map(|done| done.rows_affected())
            }
            $crate::db::Inner::Pg(open) => {
                sqlx::query($sql)$(.bind($bind))*.execute(&mut **open).await.map(|done| done.rows_affected())
            }
        }
        .map_err($crate::error::StoreError::from)
    };
}

/// A row for each of many words: `put_each!(w, "INSERT INTO group_word (organisation_id, group_id, word)", owner, id, words)`.
/// The owner is `$1`, the thing `$2`, and the words go as bytes.
macro_rules! put_each {
    ($tx:expr, $insert:literal, $owner:expr, $id:expr, $words:expr) => {
        match $tx.inner() {
            $crate::db::Inner::Lite(open) => {
                sqlx::query(concat!($insert, " SELECT $1, $2, CAST(value AS BLOB) FROM json_each($3)"))
                    .bind($owner)
                    .bind($id)
                    .bind(serde_json::json!($words).to_string())
                    .execute(&mut **open)
                    .await
                    .map(|done| done.rows_affected())
            }
            $crate::db::Inner::Pg(open) => {
                let words: Vec<&[u8]> = $words.iter().map(|word| word.as_bytes()).collect();
                sqlx::query(concat!($insert, " SELECT $1, $2, unnest($3::BYTEA[])"))
                    .bind($owner)
                    .bind($id)
                    .bind(words)
                    .execute(&mut **open)
                    .await
                    .map(|done| done.rows_affected())
            }
        }
        .map_err($crate::error::StoreError::from)
    };
}

/// All rows where one id is in a first list or another in a second: `$4` and `$5`; three things are bound before them.
/// What comes before `one IN (list) OR other IN (list)` in brackets stands twice, for the file and for the server.
macro_rules! all_in_either {
    ($tx:expr, $row:ty, ($lite:expr, $pg:expr), $one:literal, $other:literal, $lists:expr $(, $bind:expr)* $(,)?) => {
        match $tx.inner() {
            $crate::db::Inner::Lite(open) => {
                sqlx::query_as::<_, $row>(concat!(
                    $lite, "(", $one, " IN (SELECT unhex(value) FROM json_each($4)) OR ",
                    $other, " IN (SELECT unhex(value) FROM json_each($5)))"
                ))
                $(.bind($bind))*
                .bind($crate::db::ids_as_json($lists.0))
                .bind($crate::db::ids_as_json($lists.1))
                .fetch_all(&mut **open)
                .await
            }
            $crate::db::Inner::Pg(open) => {
                sqlx::query_as::<_, $row>(concat!($pg, "(", $one, " = ANY($4) OR ", $other, " = ANY($5))"))
                $(.bind($bind))*
                .bind($lists.0)
                .bind($lists.1)
                .fetch_all(&mut **open)
                .await
            }
        }
        .map_err($crate::error::StoreError::from)
    };
}

/// All rows whose id is in a list: `all_in!(tx, Row, "SELECT … WHERE organisation_id = $1 AND id", " ORDER BY …", organisation, ids)`.
/// The organisation is `$1`, the list is `$2`, and nothing else is bound.
macro_rules! all_in {
    ($tx:expr, $row:ty, $before:expr, $after:literal, $organisation:expr, $ids:expr) => {
        match $tx.inner() {
            $crate::db::Inner::Lite(open) => {
                sqlx::query_as::<_, $row>(concat!($before, " IN (SELECT unhex(value) FROM json_each($2))", $after))
                    .bind($organisation)
                    .bind($crate::db::ids_as_json($ids))
                    .fetch_all(&mut **open)
                    .await
            }
            $crate::db::Inner::Pg(open) => {
                sqlx::query_as::<_, $row>(concat!($before, " = ANY($2)", $after))
                    .bind($organisation)
                    .bind($ids)
                    .fetch_all(&mut **open)
                    .await
            }
        }
        .map_err($crate::error::StoreError::from)
    };
}
