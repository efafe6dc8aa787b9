create table report_lines (
	job_instance_id bigint not null,
	review_id bigint not null,
	line text not null,
	primary key (job_instance_id, review_id)
);
