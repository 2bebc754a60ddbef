-- Full-text search over documents that go out and come in, with and without diacritics. The words are prepared by the program (lower case, one
-- spelling of tone marks, letters and digits only), so that search does not depend on the database's locale.
create table search_entries (
  subject_type text not null check (subject_type in ('Document', 'Incoming')),
  subject_id uuid not null,
  agency_id uuid not null references agencies deferrable initially deferred,
  title text not null,
  reference text not null,
  dated_on date,
  body text not null,
  exact tsvector not null,
  plain tsvector not null,
  indexed_at timestamptz not null,
  primary key (subject_type, subject_id)
);
create index on search_entries using gin (exact);
create index on search_entries using gin (plain);
create index on search_entries (agency_id);
alter table search_entries enable row level security;
alter table search_entries force row level security;
create policy agency_wall on search_entries
  using (current_setting('qms.agency', true) = '*' or agency_id::text = current_setting('qms.agency', true));

-- What exists already is indexed by the jobs of the program.
insert into jobs (id, agency_id, kind, key, payload, state, attempts, run_after, created_at)
select gen_random_uuid(), agency_id, 'index-document', 'index:' || id || ':first', json_build_object('DocumentId', id)::text, 'Queued', 0, to_timestamp(0), to_timestamp(0)
from documents where docx_file_id is not null;
