-- Work: the sentences behind reminders and escalations (needed when a deadline is recomputed), whether evidence is wanted at all, comments.

alter table user_tasks add column remind text;
alter table user_tasks add column escalate text;
alter table user_tasks add column allows_evidence boolean not null default true;
create index on user_tasks (agency_id, completed_by, completed_at);
create index on user_tasks (agency_id, instance_id, state);
create index on return_reasons (instance_id) where answered_at is null;

create table task_comments (
  id uuid primary key,
  agency_id uuid not null references agencies deferrable initially deferred,
  task_id uuid not null references user_tasks deferrable initially deferred,
  person_id uuid not null references people deferrable initially deferred,
  text text not null,
  written_at timestamptz not null
);
create index on task_comments (task_id);
alter table task_comments enable row level security;
alter table task_comments force row level security;
create policy agency_wall on task_comments
  using (current_setting('qms.agency', true) = '*' or agency_id::text = current_setting('qms.agency', true));
