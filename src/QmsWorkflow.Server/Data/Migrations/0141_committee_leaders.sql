-- Who signs for a committee, with which title, and the collective named after "TM." (NĐ 30/2020, Phụ lục I, II.7c).
alter table committees add column collective text not null default '';

create table committee_leaders (
  id uuid primary key,
  agency_id uuid not null references agencies deferrable initially deferred,
  committee_id uuid not null references committees deferrable initially deferred,
  person_id uuid not null references people deferrable initially deferred,
  title text not null check (title <> ''),
  is_head boolean not null,
  unique (committee_id, person_id)
);
create unique index on committee_leaders (committee_id) where is_head;

alter table committee_leaders enable row level security;
alter table committee_leaders force row level security;
create policy agency_wall on committee_leaders using (current_setting('qms.agency', true) = '*' or agency_id::text = current_setting('qms.agency', true));
