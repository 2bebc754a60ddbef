-- Who may sign for whom is recorded with its source; the name of a collective is printed after "TM." (NĐ 30/2020 Điều 13; S-120, S-198).

alter table agencies add column collective_name text not null default '';

create table signing_mandates (
  id uuid primary key,
  agency_id uuid not null references agencies deferrable initially deferred,
  person_id uuid not null references people deferrable initially deferred,
  kind text not null check (kind in ('AssignedField', 'Regulation', 'WrittenAuthorisation')),
  source text not null check (source <> ''),
  content text not null default '',
  documents text[] not null default '{}',
  valid_from date not null,
  valid_to date,
  revoked_on date,
  recorded_at timestamptz not null,
  recorded_by uuid references people deferrable initially deferred,
  check (valid_to is null or valid_from <= valid_to)
);
create index on signing_mandates (agency_id, person_id);
alter table signing_mandates enable row level security;
alter table signing_mandates force row level security;
create policy agency_wall on signing_mandates
  using (current_setting('qms.agency', true) = '*' or agency_id::text = current_setting('qms.agency', true));

-- A stored file never changes: documents and evidence refer to it by its hash.
create function refuse_stored_file_change() returns trigger language plpgsql as $$
begin
  raise exception 'QMS406: a stored file never changes';
end $$;
create trigger stored_files_frozen before update or delete on stored_files
  for each row execute function refuse_stored_file_change();
create trigger stored_files_no_truncate before truncate on stored_files
  for each statement execute function refuse_stored_file_change();
