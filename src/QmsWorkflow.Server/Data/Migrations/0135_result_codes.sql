-- The code in the address of a unit's posted results: whoever stands before the sheet on the wall opens the page, nobody finds it by trying.
create table result_codes (
  code text primary key check (length(code) >= 16),
  agency_id uuid not null references agencies deferrable initially deferred,
  cycle_id uuid not null references cycles deferrable initially deferred,
  unit_id uuid not null references units deferrable initially deferred,
  made_at timestamptz not null,
  unique (cycle_id, unit_id)
);

alter table result_codes enable row level security;
alter table result_codes force row level security;
create policy agency_wall on result_codes using (current_setting('qms.agency', true) = '*' or agency_id::text = current_setting('qms.agency', true));

-- The door for whoever knows the code: it shows that one row. qms.results is set for one connection by the page of the results.
create policy by_code on result_codes for select using (code = current_setting('qms.results', true));
