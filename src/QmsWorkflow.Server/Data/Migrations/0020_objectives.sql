-- A unit may set a weaker target than its agency only with a reason, which is kept beside it.
alter table objectives add column weaker_reason text not null default '';
