-- A unit's target in the grid may be weaker than the agency's only with a reason, which the unit takes over with it.
alter table objective_targets add column weaker_reason text not null default '';
