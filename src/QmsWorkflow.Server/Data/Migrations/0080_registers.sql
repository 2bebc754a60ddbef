-- Numbers and registers of documents (NĐ 30/2020, Điều 15, 16, 18, 22, 25; Phụ lục IV).

-- Committees that issue under the agency's seal have series of their own (Điều 15; Phụ lục I, I.3).
create table committees (
  id uuid primary key,
  agency_id uuid not null references agencies deferrable initially deferred,
  name text not null check (name <> ''),
  symbol text not null check (symbol <> ''),
  founded_by text not null default '',
  valid_from date not null,
  valid_to date,
  check (valid_to is null or valid_from <= valid_to),
  unique (agency_id, symbol)
);
alter table documents add column committee_id uuid references committees deferrable initially deferred;

-- What the head decided about series (Điều 15.1c): kinds that share one, letters behind late numbers. Without a rule each kind has its own.
create table series_rules (
  id uuid primary key,
  agency_id uuid not null references agencies deferrable initially deferred,
  code text not null check (code <> ''),
  name text not null check (name <> ''),
  committee_id uuid references committees deferrable initially deferred,
  abbreviations text[] not null,
  allows_letters boolean not null,
  from_year int not null,
  to_year int,
  decided_by text not null default '',
  check (to_year is null or from_year <= to_year)
);
create index on series_rules (agency_id, from_year);

-- Every number of every series stands here for good: used, kept for a document to come, or void.
create table document_numbers (
  id uuid primary key,
  agency_id uuid not null references agencies deferrable initially deferred,
  series text not null,
  year int not null,
  number int not null check (number > 0),
  suffix text not null default '',
  state text not null check (state in ('Reserved', 'Used', 'Voided')),
  document_id uuid references documents deferrable initially deferred,
  dated_on date,
  is_late boolean not null default false,
  reason text not null default '',
  reserved_for text not null default '',
  reserved_until date,
  recorded_at timestamptz not null,
  recorded_by uuid references people deferrable initially deferred,
  check (state = 'Used' or reason <> ''),
  unique (agency_id, series, year, number, suffix)
);
create unique index on document_numbers (document_id) where state <> 'Voided' and document_id is not null;
insert into document_numbers (id, agency_id, series, year, number, state, document_id, dated_on, recorded_at)
select gen_random_uuid(), agency_id, series, year, number, 'Used', id, issued_on, coalesce(signed_at, created_at) from documents where number is not null;

-- A late document may get the letter behind the number before it ("15a"), where the agency allows it.
alter table documents add column number_suffix text not null default '';
drop index documents_agency_id_series_year_number_idx;
create unique index on documents (agency_id, series, year, number, number_suffix) where number is not null;
create index on documents (agency_id, issued_on) where issued_on is not null;

-- Who is replaced, corrected, recalled, amended or copied by whom. Without a day it is intended: it counts from the issue on.
create table document_relations (
  id uuid primary key,
  agency_id uuid not null references agencies deferrable initially deferred,
  from_document_id uuid not null references documents deferrable initially deferred,
  to_document_id uuid not null references documents deferrable initially deferred,
  kind text not null check (kind in ('Replaces', 'Corrects', 'Recalls', 'Amends', 'Copies')),
  since date,
  note text not null default '',
  recorded_at timestamptz not null,
  recorded_by uuid references people deferrable initially deferred,
  check (from_document_id <> to_document_id),
  unique (from_document_id, to_document_id, kind)
);
create index on document_relations (to_document_id);

-- What the register says about an outgoing document beyond the document itself (Phụ lục IV, I: columns 6–10).
create table outgoing_entries (
  document_id uuid primary key references documents deferrable initially deferred,
  agency_id uuid not null references agencies deferrable initially deferred,
  kept_by text not null default '',
  copies int,
  sent_on date,
  received_by text not null default '',
  note text not null default ''
);

create table incoming_documents (
  id uuid primary key,
  agency_id uuid not null references agencies deferrable initially deferred,
  year int not null,
  arrival_number int not null,
  arrived_on date not null,
  issuer text not null check (issuer <> ''),
  number text not null,
  symbol text not null,
  dated_on date,
  kind_name text not null,
  summary text not null check (summary <> ''),
  urgency text not null check (urgency in ('Normal', 'Urgent', 'VeryUrgent', 'Express')),
  signer_name text not null default '',
  signer_position text not null default '',
  pages int,
  note text not null default '',
  scan_file_id uuid references stored_files deferrable initially deferred,
  state text not null check (state in ('Received', 'Assigned', 'Done')),
  lead_unit_id uuid references units deferrable initially deferred,
  supporting_unit_ids uuid[] not null default '{}',
  assignee_id uuid references people deferrable initially deferred,
  instruction text not null default '',
  assigned_on date,
  assigned_by uuid references people deferrable initially deferred,
  deadline text not null default '',
  due_on date,
  forwarded_on date,
  received_by text not null default '',
  progress text not null default '',
  done_on date,
  done_by uuid references people deferrable initially deferred,
  reply_document_id uuid references documents deferrable initially deferred,
  reply_number text not null default '',
  recorded_at timestamptz not null,
  recorded_by uuid references people deferrable initially deferred,
  unique (agency_id, year, arrival_number),
  check (state = 'Received' or lead_unit_id is not null),
  check (state <> 'Done' or done_on is not null)
);
create index on incoming_documents (agency_id, state, due_on);
create index on incoming_documents (agency_id, symbol, number);

-- Copies: one common series for sao y, sao lục, trích sao (Phụ lục I, phần III).
create table document_copies (
  id uuid primary key,
  agency_id uuid not null references agencies deferrable initially deferred,
  form text not null check (form in ('Full', 'FromCopy', 'Extract')),
  year int not null,
  number int not null,
  symbol text not null,
  document_id uuid references documents deferrable initially deferred,
  incoming_id uuid references incoming_documents deferrable initially deferred,
  made_on date not null,
  signer_id uuid references people deferrable initially deferred,
  signer_name text not null,
  signature_lines text[] not null,
  recipients text[] not null,
  extract text not null default '',
  quantity int not null check (quantity > 0),
  docx_file_id uuid references stored_files deferrable initially deferred,
  recorded_at timestamptz not null,
  recorded_by uuid references people deferrable initially deferred,
  check ((document_id is null) <> (incoming_id is null)),
  unique (agency_id, year, number)
);

-- Hồ sơ: one document may lie in several without being copied (Phụ lục VI, phần I, III.4e).
create table dossiers (
  id uuid primary key,
  agency_id uuid not null references agencies deferrable initially deferred,
  year int not null,
  notation text not null check (notation <> ''),
  title text not null check (title <> ''),
  retention text not null default '',
  rights text not null default '',
  creator text not null default '',
  note text not null default '',
  started_on date,
  ended_on date,
  unique (agency_id, year, notation)
);
create table dossier_items (
  id uuid primary key,
  agency_id uuid not null references agencies deferrable initially deferred,
  dossier_id uuid not null references dossiers deferrable initially deferred,
  ordinal int not null,
  document_id uuid references documents deferrable initially deferred,
  incoming_id uuid references incoming_documents deferrable initially deferred,
  check ((document_id is null) <> (incoming_id is null)),
  unique (dossier_id, ordinal),
  unique (dossier_id, document_id),
  unique (dossier_id, incoming_id)
);

alter table legal_bases add column note text not null default '';

do $$
declare t text;
begin
  foreach t in array array['committees', 'series_rules', 'document_numbers', 'document_relations', 'outgoing_entries', 'incoming_documents', 'document_copies', 'dossiers', 'dossier_items']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy agency_wall on %I using (current_setting(''qms.agency'', true) = ''*'' or agency_id::text = current_setting(''qms.agency'', true))', t);
  end loop;
end $$;
