-- What people ask before they come to a group for the first time, and its answers, in their order.
CREATE TABLE group_question (
  organisation_id UUID NOT NULL,
  group_id UUID NOT NULL,
  number INTEGER NOT NULL,
  asked TEXT NOT NULL,
  answer TEXT NOT NULL,
  PRIMARY KEY (organisation_id, group_id, number),
  FOREIGN KEY (organisation_id, group_id) REFERENCES peer_group (organisation_id, id)
);
