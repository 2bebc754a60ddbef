-- The clerk returns a signed document at the numbering step: its reasons belong to that work, not to an approval.
alter table return_reasons alter column approval_id drop not null;
alter table return_reasons add column task_id uuid references user_tasks deferrable initially deferred;
alter table return_reasons add constraint return_reasons_of_one_act check (num_nonnulls(approval_id, task_id) = 1);
