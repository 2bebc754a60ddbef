-- Versions of a workflow: who published each, the draft beside them, and what is remembered of a definition for good.

alter table workflow_definitions add column origin text not null default 'Folder';
alter table workflow_definitions add column published_by text;
alter table workflow_definitions add column published_agency_id uuid references agencies deferrable initially deferred;

-- One draft per definition. Definitions serve all agencies of the installation, so drafts do too: no row-level security here.
create table workflow_drafts (
  id uuid primary key,
  definition_id text not null unique,
  name text not null,
  source text not null,
  json text not null,
  sha256 text not null,
  saved_at timestamptz not null,
  saved_by text not null,
  saved_agency_id uuid not null references agencies deferrable initially deferred
);

-- A number is never given twice, even when its version was deleted; a file that did not change is not published again.
create table workflow_heads (
  definition_id text primary key,
  last_version int not null,
  file_sha256 text
);
insert into workflow_heads (definition_id, last_version, file_sha256)
select definition_id, max(version), max(sha256) filter (where is_current) from workflow_definitions group by definition_id;

create index on workflow_instances (definition_row_id);
