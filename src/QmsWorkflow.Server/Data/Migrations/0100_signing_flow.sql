-- Who does which part of preparing a document, passes of the form check, exceptions for tiny units, originals that are never made again,
-- signing outside, rights to sign tied to the writing they come from (NĐ 30/2020 Điều 10-19).

-- The part of the work an approval is: separation of duties looks at it.
alter table approvals add column duty text check (duty in ('content', 'form', 'signing'));

-- Faults of the form that the checker let pass, with the reason (Điều 12.2).
create table form_passes (
  id uuid primary key,
  agency_id uuid not null references agencies deferrable initially deferred,
  document_id uuid not null references documents deferrable initially deferred,
  content_version int not null,
  problems text[] not null,
  reason text not null check (reason <> ''),
  passed_by uuid not null references people deferrable initially deferred,
  passed_at timestamptz not null
);
create index on form_passes (agency_id, document_id);

-- In a unit too small for separate hands the head may allow one person two parts; recorded with its source, ended, never deleted.
create table duty_exceptions (
  id uuid primary key,
  agency_id uuid not null references agencies deferrable initially deferred,
  unit_id uuid references units deferrable initially deferred,
  rule text not null check (rule in ('DrafterReviews', 'DrafterSigns', 'ReviewerSigns')),
  source text not null check (source <> ''),
  valid_from date not null,
  valid_to date,
  ended_on date,
  recorded_at timestamptz not null,
  recorded_by uuid references people deferrable initially deferred,
  check (valid_to is null or valid_from <= valid_to)
);
create index on duty_exceptions (agency_id);

-- The signed and the issued PDF are the original (Điều 19.2): kept as they are, never rendered again.
create table document_originals (
  id uuid primary key,
  agency_id uuid not null references agencies deferrable initially deferred,
  document_id uuid not null references documents deferrable initially deferred,
  content_version int not null,
  stage text not null check (stage in ('Signed', 'Issued')),
  place text not null check (place in ('Software', 'Outside')),
  file_id uuid not null references stored_files deferrable initially deferred,
  sha256 text not null,
  certificate_name text,
  kept_at timestamptz not null,
  kept_by uuid references people deferrable initially deferred
);
create unique index on document_originals (document_id, stage, content_version, place, sha256);
create index on document_originals (agency_id, document_id);
create index on document_originals (sha256);

-- A PDF handed out to be signed with another tool, and what came back.
create table outside_signings (
  id uuid primary key,
  agency_id uuid not null references agencies deferrable initially deferred,
  document_id uuid not null references documents deferrable initially deferred,
  content_version int not null,
  stage text not null check (stage in ('Signed', 'Issued')),
  docx_sha256 text not null,
  signing_form text,
  handed_out_file_id uuid not null references stored_files deferrable initially deferred,
  handed_out_sha256 text not null,
  handed_out_by uuid not null references people deferrable initially deferred,
  handed_out_at timestamptz not null,
  returned_file_id uuid references stored_files deferrable initially deferred,
  returned_sha256 text,
  returned_by uuid references people deferrable initially deferred,
  returned_at timestamptz,
  certificate_name text,
  name_confirmed boolean not null default false
);
create index on outside_signings (agency_id, document_id);

-- A signed right is the writing it comes from: a document of the register, or a scanned paper (Điều 13.3).
alter table signing_mandates add column document_id uuid references documents deferrable initially deferred;
alter table signing_mandates add column file_id uuid references stored_files deferrable initially deferred;
-- Rights recorded before had only the words of their source; they stay valid.
alter table signing_mandates add column stated_to date;

-- Anyone who holds a document can look it up by this code; the existing documents get one as the column is made.
alter table documents add column verification_code text not null default replace(gen_random_uuid()::text, '-', '');
create unique index on documents (verification_code);

create function refuse_original_change() returns trigger language plpgsql as $$
begin
  raise exception 'QMS429: what was signed, passed or kept is never changed';
end $$;
create trigger document_originals_frozen before update or delete on document_originals for each row execute function refuse_original_change();
create trigger document_originals_no_truncate before truncate on document_originals for each statement execute function refuse_original_change();
create trigger form_passes_frozen before update or delete on form_passes for each row execute function refuse_original_change();
create trigger form_passes_no_truncate before truncate on form_passes for each statement execute function refuse_original_change();

-- The PDF of a document that has an original is that original, whatever a late rendering wants.
create function keep_original_pdf() returns trigger language plpgsql as $$
declare kept uuid;
begin
  -- Asked at the end of the transaction, when the acts that sign and issue have written everything.
  select pdf_file_id into kept from documents where id = new.id and state <> 'Draft';
  if found
    and exists (select 1 from document_originals o where o.document_id = new.id and o.content_version = new.content_version)
    and not exists (select 1 from document_originals o where o.document_id = new.id and o.content_version = new.content_version and o.file_id = kept) then
    raise exception 'QMS429: the signed PDF is the original';
  end if;
  return null;
end $$;
create constraint trigger documents_keep_original after update on documents
  deferrable initially deferred for each row execute function keep_original_pdf();

do $$
declare t text;
begin
  foreach t in array array['form_passes', 'duty_exceptions', 'document_originals', 'outside_signings']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy agency_wall on %I using (current_setting(''qms.agency'', true) = ''*'' or agency_id::text = current_setting(''qms.agency'', true))', t);
  end loop;
end $$;

-- The third door: who knows the code, the number with its date, or the very file of an issued document sees that document's entry, and no other.
-- qms.verify is set for one connection by the page of verification: "code:…", "number:05/QĐ-UBND|yyyy-MM-dd", "file:<sha256>".
create policy verification on document_originals for select using (stage = 'Issued' and 'file:' || sha256 = current_setting('qms.verify', true));
create policy verification on documents for select using (
  state in ('Issued', 'Withdrawn') and (
    'code:' || verification_code = current_setting('qms.verify', true)
    or 'number:' || lpad(number::text, greatest(2, length(number::text)), '0') || number_suffix || '/' || symbol || '|' || to_char(issued_on, 'YYYY-MM-DD') = current_setting('qms.verify', true)
    or (current_setting('qms.verify', true) like 'file:%' and exists (
      select 1 from document_originals o where o.document_id = documents.id and o.stage = 'Issued' and 'file:' || o.sha256 = current_setting('qms.verify', true)))));
