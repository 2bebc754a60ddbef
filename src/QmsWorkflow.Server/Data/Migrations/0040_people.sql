-- A unit keeps its identity when it is renamed; the names it had before, each with its days.

create table unit_names (
  id uuid primary key,
  agency_id uuid not null references agencies deferrable initially deferred,
  unit_id uuid not null references units deferrable initially deferred,
  name text not null,
  valid_from date not null,
  valid_to date not null,
  check (valid_from <= valid_to)
);
create index on unit_names (unit_id);
alter table unit_names enable row level security;
alter table unit_names force row level security;
create policy agency_wall on unit_names
  using (current_setting('qms.agency', true) = '*' or agency_id::text = current_setting('qms.agency', true));

create index on people (agency_id);
create index on notifications (person_id) where read_at is null;
