-- An agency's own versions of the Word templates. The shipped files are version 0 for everybody. A document remembers the file it was made with,
-- so that it is signed and issued with the same one, whatever is approved or installed meanwhile.

create table template_versions (
  id uuid primary key,
  agency_id uuid not null references agencies deferrable initially deferred,
  template text not null,
  version int not null check (version > 0),
  file_id uuid not null references stored_files deferrable initially deferred,
  sha256 text not null,
  shipped_sha256 text not null,
  state text not null check (state in ('Draft', 'Approved', 'Retired')),
  note text not null,
  uploaded_by uuid not null references people deferrable initially deferred,
  uploaded_at timestamptz not null,
  approved_by uuid references people deferrable initially deferred,
  approved_at timestamptz,
  unique (agency_id, template, version),
  check (approved_by <> uploaded_by),
  check ((approved_by is null) = (approved_at is null)),
  check (state <> 'Approved' or approved_by is not null)
);
create unique index on template_versions (agency_id, template) where state = 'Approved';
alter table template_versions enable row level security;
alter table template_versions force row level security;
create policy agency_wall on template_versions
  using (current_setting('qms.agency', true) = '*' or agency_id::text = current_setting('qms.agency', true));

alter table documents
  add column template_version int not null default 0,
  add column template_file_id uuid references stored_files deferrable initially deferred,
  add column expected_signer_id uuid references people deferrable initially deferred,
  add column copied_from_id uuid references documents deferrable initially deferred;
create index on documents (agency_id, created_by, created_at);
