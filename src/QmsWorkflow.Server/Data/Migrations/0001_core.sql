-- The whole of part A: organisation, calendar, workflow runtime, work, plan, objectives, documents, trail.
-- Keys are UUIDv7 made by the server. Instants are timestamptz (UTC). Every agency row carries agency_id.

create extension if not exists unaccent;

create table agencies (
  id uuid primary key,
  code text not null unique,
  name text not null,
  short_name text not null,
  superior_name text not null,
  place_name text not null,
  symbol text not null,
  head_title text not null,
  deputy_title text not null,
  authority_line text not null,
  is_collective boolean not null,
  standard_edition text not null,
  time_zone text not null,
  profile jsonb not null
);

create table units (
  id uuid primary key,
  agency_id uuid not null references agencies,
  parent_id uuid references units,
  code text not null,
  name text not null,
  kind text not null,
  in_scope boolean not null,
  valid_from date not null,
  valid_to date,
  sort_order int not null,
  unique (agency_id, code, valid_from)
);

create table people (
  id uuid primary key,
  agency_id uuid not null references agencies,
  unit_id uuid references units,
  full_name text not null,
  user_name text not null unique,
  email text,
  job_title text not null,
  password_hash text not null,
  security_stamp text not null,
  failed_sign_ins int not null,
  locked_until timestamptz,
  is_active boolean not null
);

create table role_assignments (
  id uuid primary key,
  agency_id uuid not null references agencies,
  person_id uuid not null references people,
  role text not null,
  unit_id uuid references units,
  valid_from date not null,
  valid_to date
);
create index on role_assignments (agency_id, role);

create table calendar_notices (
  id uuid primary key,
  agency_id uuid not null references agencies,
  code text not null,
  title text not null,
  issued_by text not null,
  source text not null,
  years text not null,
  covers_whole_year boolean not null,
  is_provisional boolean not null,
  recorded_at timestamptz not null,
  unique (agency_id, code)
);

create table calendar_days (
  id uuid primary key,
  agency_id uuid not null references agencies,
  notice_id uuid not null references calendar_notices,
  day date not null,
  kind text not null,
  name text not null,
  swapped_with date,
  unique (notice_id, day)
);

create table settings (
  name text primary key,
  value text not null
);

-- Workflow runtime -----------------------------------------------------------------------------------------------

create table workflow_definitions (
  id uuid primary key,
  definition_id text not null,
  version int not null,
  name text not null,
  source text not null,
  json text not null,
  sha256 text not null,
  published_at timestamptz not null,
  is_current boolean not null,
  unique (definition_id, version)
);
create unique index on workflow_definitions (definition_id) where is_current;

create table cycles (
  id uuid primary key,
  agency_id uuid not null references agencies,
  year int not null,
  name text not null,
  standard_edition text not null,
  state text not null,
  root_instance_id uuid,
  wording jsonb not null,
  created_at timestamptz not null,
  unique (agency_id, year)
);

create table workflow_instances (
  id uuid primary key,
  agency_id uuid not null references agencies,
  definition_row_id uuid not null references workflow_definitions,
  definition_id text not null,
  definition_version int not null,
  name text,
  correlation_id text,
  status text not null,
  sub_status text not null,
  state text not null,
  state_version int not null,
  parent_id uuid references workflow_instances,
  child_group_id uuid,
  cycle_id uuid references cycles,
  unit_id uuid references units,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  ended_at timestamptz
);
create index on workflow_instances (agency_id, cycle_id);
create index on workflow_instances (parent_id);

create table child_groups (
  id uuid primary key,
  agency_id uuid not null references agencies,
  parent_id uuid not null references workflow_instances,
  wait_id text,
  is_bulk boolean not null,
  total int not null,
  remaining int not null,
  finished int not null,
  faulted int not null,
  cancelled int not null,
  outputs text not null
);
alter table workflow_instances add foreign key (child_group_id) references child_groups;

create table workflow_events (
  instance_id uuid not null references workflow_instances,
  sequence int not null,
  agency_id uuid not null references agencies,
  at timestamptz not null,
  actor text,
  kind text not null,
  body text not null,
  primary key (instance_id, sequence)
);

create table workflow_waits (
  instance_id uuid not null references workflow_instances,
  wait_id text not null,
  agency_id uuid not null references agencies,
  activity_id text not null,
  type text not null,
  name text,
  correlation_id text,
  opened_at timestamptz not null,
  primary key (instance_id, wait_id)
);
create index on workflow_waits (agency_id, type, name);

create table timers (
  id uuid primary key,
  agency_id uuid not null references agencies,
  kind text not null,
  instance_id uuid references workflow_instances,
  wait_id text,
  subject_id uuid,
  due_at timestamptz not null,
  payload text not null,
  attempts int not null
);
create index on timers (due_at);
create index on timers (subject_id);
create index on timers (instance_id, wait_id);

create table jobs (
  id uuid primary key,
  agency_id uuid not null references agencies,
  kind text not null,
  key text not null unique,
  payload text not null,
  state text not null,
  attempts int not null,
  run_after timestamptz not null,
  locked_until timestamptz,
  error text,
  created_at timestamptz not null,
  ended_at timestamptz
);
create index on jobs (run_after) where state in ('Queued', 'Running');

create table incidents (
  id uuid primary key,
  agency_id uuid not null references agencies,
  instance_id uuid references workflow_instances,
  job_id uuid references jobs,
  incident_key text not null,
  activity_id text,
  message text not null,
  raised_at timestamptz not null,
  resolved_at timestamptz,
  resolved_by text,
  resolution text
);
create index on incidents (agency_id) where resolved_at is null;

-- Files ----------------------------------------------------------------------------------------------------------

create table stored_files (
  id uuid primary key,
  agency_id uuid not null references agencies,
  sha256 text not null,
  file_name text not null,
  content_type text not null,
  size_bytes bigint not null,
  stored_at timestamptz not null,
  stored_by uuid references people
);

-- Documents ------------------------------------------------------------------------------------------------------

create table documents (
  id uuid primary key,
  agency_id uuid not null references agencies,
  cycle_id uuid references cycles,
  unit_id uuid references units,
  instance_id uuid references workflow_instances,
  kind text not null,
  template text not null,
  title text not null,
  symbol text not null,
  series text not null,
  state text not null,
  content jsonb not null,
  content_version int not null,
  docx_file_id uuid references stored_files,
  docx_sha256 text,
  pdf_file_id uuid references stored_files,
  year int,
  number int,
  issued_on date,
  signer_id uuid references people,
  signer_name text,
  signing_form text,
  signed_at timestamptz,
  created_at timestamptz not null,
  created_by uuid references people
);
create index on documents (agency_id, cycle_id);
create unique index on documents (agency_id, series, year, number) where number is not null;

create table number_series (
  agency_id uuid not null references agencies,
  series text not null,
  year int not null,
  last_number int not null,
  primary key (agency_id, series, year)
);

create table document_recipients (
  id uuid primary key,
  agency_id uuid not null references agencies,
  document_id uuid not null references documents,
  recipient text not null,
  person_id uuid references people,
  unit_id uuid references units,
  sent_at timestamptz
);

create table legal_bases (
  id uuid primary key,
  agency_id uuid not null references agencies,
  code text not null,
  kind text not null,
  number text not null,
  issued_on date,
  issuer text not null,
  summary text not null,
  citation text not null,
  effective_from date,
  effective_to date,
  replaced_by text,
  unique (agency_id, code)
);

-- Work -----------------------------------------------------------------------------------------------------------

create table user_tasks (
  id uuid primary key,
  agency_id uuid not null references agencies,
  kind text not null,
  instance_id uuid not null references workflow_instances,
  wait_id text not null,
  activity_id text not null,
  title text not null,
  instructions text not null,
  form text,
  outcomes text not null,
  assignee_id uuid references people,
  assignee_role text,
  unit_id uuid references units,
  cycle_id uuid references cycles,
  document_id uuid references documents,
  approval_id uuid,
  ordinal int not null,
  requires_evidence boolean not null,
  opened_at timestamptz not null,
  due_on date,
  due_is_provisional boolean not null,
  due_rule text,
  due_trace jsonb,
  state text not null,
  outcome text,
  answer jsonb,
  comment text,
  completed_by uuid references people,
  completed_at timestamptz
);
create index on user_tasks (agency_id, state, assignee_id);
create index on user_tasks (agency_id, state, assignee_role, unit_id);
create index on user_tasks (instance_id, wait_id);

create table task_evidence (
  id uuid primary key,
  agency_id uuid not null references agencies,
  task_id uuid not null references user_tasks,
  kind text not null,
  text text not null,
  file_id uuid references stored_files,
  added_by uuid not null references people,
  added_at timestamptz not null
);

create table approvals (
  id uuid primary key,
  agency_id uuid not null references agencies,
  instance_id uuid not null references workflow_instances,
  wait_id text not null,
  activity_id text not null,
  title text not null,
  mode text not null,
  is_signing boolean not null,
  signing_form text,
  document_id uuid references documents,
  subject_version int not null,
  subject_sha256 text,
  state text not null,
  opened_at timestamptz not null,
  closed_at timestamptz
);
alter table user_tasks add foreign key (approval_id) references approvals;

create table approval_decisions (
  id uuid primary key,
  agency_id uuid not null references agencies,
  approval_id uuid not null references approvals,
  task_id uuid not null references user_tasks,
  person_id uuid not null references people,
  verdict text not null,
  comment text not null,
  subject_version int not null,
  subject_sha256 text,
  decided_at timestamptz not null,
  unique (task_id)
);

create table return_reasons (
  id uuid primary key,
  agency_id uuid not null references agencies,
  approval_id uuid not null references approvals,
  instance_id uuid not null references workflow_instances,
  text text not null,
  given_by uuid not null references people,
  given_at timestamptz not null,
  answer text,
  answered_by uuid references people,
  answered_at timestamptz
);

create table acknowledgements (
  id uuid primary key,
  agency_id uuid not null references agencies,
  document_id uuid not null references documents,
  content_version int not null,
  person_id uuid not null references people,
  task_id uuid not null references user_tasks,
  acknowledged_at timestamptz not null,
  unique (document_id, content_version, person_id, task_id)
);

create table notifications (
  id uuid primary key,
  agency_id uuid not null references agencies,
  person_id uuid not null references people,
  key text not null,
  text text not null,
  url text not null,
  created_at timestamptz not null,
  read_at timestamptz,
  unique (agency_id, key, person_id)
);

-- Plan and objectives ----------------------------------------------------------------------------------------------

create table cycle_facts (
  cycle_id uuid not null references cycles,
  name text not null,
  agency_id uuid not null references agencies,
  day date not null,
  source text not null,
  primary key (cycle_id, name)
);

create table plan_items (
  id uuid primary key,
  agency_id uuid not null references agencies,
  cycle_id uuid not null references cycles,
  ordinal int not null,
  step_kind text not null,
  content text not null,
  timing text not null,
  responsible text not null,
  note text not null
);

create table objectives (
  id uuid primary key,
  agency_id uuid not null references agencies,
  cycle_id uuid not null references cycles,
  unit_id uuid references units,
  parent_id uuid references objectives,
  relation text not null,
  ordinal int not null,
  number text not null,
  group_name text not null,
  kind text not null,
  statement text not null,
  comparator text,
  target_value numeric,
  target_unit text not null,
  criteria text not null,
  method text not null,
  source text not null,
  measures text not null,
  responsible text not null,
  report_period text not null,
  monitor_id uuid references people,
  starts_on date,
  ends_on date
);
create index on objectives (agency_id, cycle_id, unit_id);

create table objective_targets (
  id uuid primary key,
  agency_id uuid not null references agencies,
  objective_id uuid not null references objectives,
  unit_id uuid not null references units,
  comparator text not null,
  target_value numeric not null,
  unique (objective_id, unit_id)
);

create table objective_actions (
  id uuid primary key,
  agency_id uuid not null references agencies,
  objective_id uuid not null references objectives,
  ordinal int not null,
  content text not null,
  lead text not null,
  cooperation text not null,
  timing text not null
);

create table objective_sets (
  id uuid primary key,
  agency_id uuid not null references agencies,
  cycle_id uuid not null references cycles,
  unit_id uuid references units,
  state text not null,
  document_id uuid references documents,
  approved_at timestamptz,
  posted_at timestamptz,
  version int not null
);
create unique index on objective_sets (cycle_id, coalesce(unit_id, '00000000-0000-0000-0000-000000000000'));

-- Trail ------------------------------------------------------------------------------------------------------------

create table trail_heads (
  agency_id uuid primary key references agencies,
  last_sequence bigint not null,
  last_hash text not null
);

create table trail_entries (
  agency_id uuid not null references agencies,
  sequence bigint not null,
  at timestamptz not null,
  actor_id uuid,
  actor_name text not null,
  origin text not null,
  action text not null,
  subject_type text not null,
  subject_id text not null,
  summary text not null,
  before text,
  after text,
  previous_hash text not null,
  hash text not null,
  primary key (agency_id, sequence)
);
create index on trail_entries (agency_id, subject_type, subject_id);

create function refuse_trail_change() returns trigger language plpgsql as $$
begin
  raise exception 'QMS501: the trail is append-only';
end $$;
create trigger trail_entries_append_only before update or delete on trail_entries
  for each row execute function refuse_trail_change();
create trigger trail_entries_no_truncate before truncate on trail_entries
  for each statement execute function refuse_trail_change();

-- An issued document is frozen: only its PDF rendition may still be attached.
create function refuse_issued_document_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'QMS401: a document is never deleted';
  end if;
  if old.state = 'Issued' and (to_jsonb(new) - 'pdf_file_id') is distinct from (to_jsonb(old) - 'pdf_file_id') then
    raise exception 'QMS402: an issued document is frozen';
  end if;
  return new;
end $$;
create trigger documents_frozen before update or delete on documents
  for each row execute function refuse_issued_document_change();

-- Rows of one act may be written in any order: foreign keys are checked at commit.
do $$
declare c record;
begin
  for c in select conname, conrelid::regclass as owner from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace
  loop
    execute format('alter table %s alter constraint %I deferrable initially deferred', c.owner, c.conname);
  end loop;
end $$;

-- Second wall: row-level security. '*' is the system (jobs, sign-in, start-up); otherwise one agency.
do $$
declare t text;
begin
  for t in
    select c.table_name from information_schema.columns c
    join information_schema.tables b on b.table_name = c.table_name and b.table_schema = c.table_schema
    where c.table_schema = 'public' and c.column_name = 'agency_id' and b.table_type = 'BASE TABLE'
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy agency_wall on %I using (current_setting(''qms.agency'', true) = ''*'' or agency_id::text = current_setting(''qms.agency'', true))', t);
  end loop;
end $$;
