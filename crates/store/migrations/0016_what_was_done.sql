-- What was done since yesterday stands at the foot of the page of those who work here.
CREATE INDEX duty_closed ON duty (organisation_id, state_at) WHERE state = 'closed';
