BEGIN TRANSACTION;
CREATE TABLE address (
	id INTEGER NOT NULL, 
	code VARCHAR(32) NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	CONSTRAINT pk_address PRIMARY KEY (id), 
	CONSTRAINT uq_address_code UNIQUE (code)
);
INSERT INTO "address" VALUES(1,'NĐ-0001','2026-12-10 03:00:00.000000');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0021');
CREATE TABLE "app_user" (
	id INTEGER NOT NULL, 
	code VARCHAR(64) NOT NULL, 
	name VARCHAR(120) NOT NULL, 
	role VARCHAR(16) NOT NULL, 
	unit_code VARCHAR(16), 
	disabled_at DATETIME, 
	email VARCHAR(254), 
	subject VARCHAR(255), 
	CONSTRAINT pk_app_user PRIMARY KEY (id), 
	CONSTRAINT uq_app_user_email UNIQUE (email), 
	CONSTRAINT uq_app_user_subject UNIQUE (subject), 
	CONSTRAINT uq_app_user_code UNIQUE (code), 
	CONSTRAINT ck_app_user_role_known CHECK (role IN ('leader', 'secretariat', 'unit_officer', 'supervisor', 'administrator')), 
	CONSTRAINT ck_app_user_code_not_reserved CHECK (NOT (code = 'terminal' OR substr(code, 1, 6) = 'trial-'))
);
INSERT INTO "app_user" VALUES(1,'vanthu','Văn thư','secretariat',NULL,NULL,'vanthu@example.vn','s-1');
CREATE TABLE assignment (
	id INTEGER NOT NULL, 
	task_id INTEGER NOT NULL, 
	unit_id INTEGER NOT NULL, 
	role VARCHAR(12) NOT NULL, 
	valid_from DATE NOT NULL, 
	valid_to DATE, 
	certainty VARCHAR(12) NOT NULL, note VARCHAR(500), 
	CONSTRAINT pk_assignment PRIMARY KEY (id), 
	CONSTRAINT ck_assignment_certainty_known CHECK (certainty IN ('solid', 'medium', 'recalled', 'unknown')), 
	CONSTRAINT ck_assignment_role_known CHECK (role IN ('lead', 'coordinate', 'local_lead', 'requested')), 
	CONSTRAINT ck_assignment_span_runs_forward CHECK (valid_to IS NULL OR valid_to > valid_from), 
	CONSTRAINT fk_assignment_task_id FOREIGN KEY(task_id) REFERENCES task (id), 
	CONSTRAINT fk_assignment_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id), 
	CONSTRAINT uq_assignment_task_id_unit_id_valid_from UNIQUE (task_id, unit_id, valid_from)
);
INSERT INTO "assignment" VALUES(1,1,1,'lead','2018-01-01',NULL,'solid',NULL);
CREATE TABLE assignment_version (
	version_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	task_id INTEGER NOT NULL, 
	unit_id INTEGER NOT NULL, 
	role VARCHAR(12) NOT NULL, 
	valid_from DATE NOT NULL, 
	valid_to DATE, 
	certainty VARCHAR(12) NOT NULL, 
	note VARCHAR(500), 
	recorded_at DATETIME NOT NULL, 
	superseded_at DATETIME, 
	CONSTRAINT pk_assignment_version PRIMARY KEY (version_id)
);
INSERT INTO "assignment_version" VALUES(1,1,1,1,'lead','2018-01-01',NULL,'solid',NULL,'1970-01-01 00:00:00.000000',NULL);
CREATE TABLE backup (
	id INTEGER NOT NULL, 
	made_at DATETIME NOT NULL, 
	made_by VARCHAR(64) NOT NULL, 
	place VARCHAR(500) NOT NULL, 
	size_bytes BIGINT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	encrypted BOOLEAN NOT NULL, 
	revision VARCHAR(32) NOT NULL, 
	table_rows BIGINT NOT NULL, 
	entries INTEGER NOT NULL, 
	head VARCHAR(64) NOT NULL, 
	proven_at DATETIME, 
	fault VARCHAR(40), 
	CONSTRAINT pk_backup PRIMARY KEY (id)
);
INSERT INTO "backup" VALUES(1,'2026-12-10 03:00:00.000000','vanthu','sao-luu.tar.gz',1,'dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd',1,'0001',1,1,'1111111111111111111111111111111111111111111111111111111111111111','2026-12-10 03:00:00.000000',NULL);
CREATE TABLE batch (
	id INTEGER NOT NULL, 
	token VARCHAR(64) NOT NULL, 
	file_name VARCHAR(255) NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	content BLOB NOT NULL, 
	size_bytes INTEGER NOT NULL, 
	layout VARCHAR(16) NOT NULL, 
	document_no VARCHAR(60), 
	document_on DATE, 
	sent_on DATE, 
	received_on DATE NOT NULL, 
	received_by VARCHAR(64) NOT NULL, 
	rows_new INTEGER NOT NULL, 
	rows_changed INTEGER NOT NULL, 
	rows_unchanged INTEGER NOT NULL, 
	rows_left INTEGER NOT NULL, 
	reason VARCHAR(500), 
	recorded_at DATETIME NOT NULL, 
	undone_at DATETIME, 
	undone_by VARCHAR(64), emptied_at DATETIME, sheet VARCHAR(64), receiver_id INTEGER CONSTRAINT fk_batch_receiver_id REFERENCES app_user (id), unit_id INTEGER CONSTRAINT fk_batch_unit_id REFERENCES unit (id), overlap VARCHAR(16) CONSTRAINT ck_batch_overlap_known CHECK (overlap IN ('add', 'replace', 'leave')), 
	CONSTRAINT pk_batch PRIMARY KEY (id), 
	CONSTRAINT ck_batch_size_not_negative CHECK (size_bytes >= 0)
);
INSERT INTO "batch" VALUES(1,'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','syt.csv','bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb',X'706572696F64',6,'results',NULL,NULL,NULL,'2026-12-10','vanthu',1,0,0,0,NULL,'2026-12-10 03:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE confirmed_spelling (
	id INTEGER NOT NULL, 
	field VARCHAR(64) NOT NULL, 
	spelling VARCHAR(200) NOT NULL, 
	meaning VARCHAR(64) NOT NULL, 
	batch_id INTEGER NOT NULL, 
	confirmed_by VARCHAR(64) NOT NULL, 
	confirmed_at DATETIME NOT NULL, 
	CONSTRAINT pk_confirmed_spelling PRIMARY KEY (id), 
	CONSTRAINT fk_confirmed_spelling_batch_id FOREIGN KEY(batch_id) REFERENCES batch (id), 
	CONSTRAINT uq_confirmed_spelling_field_spelling UNIQUE (field, spelling)
);
INSERT INTO "confirmed_spelling" VALUES(1,'results.task_code','hien mau','HM_DK',1,'vanthu','2026-12-10 03:00:00.000000');
CREATE TABLE correction (
	id INTEGER NOT NULL, 
	batch_id INTEGER NOT NULL, 
	"row" INTEGER NOT NULL, 
	field VARCHAR(40) NOT NULL, 
	heading VARCHAR(200) NOT NULL, 
	sent VARCHAR(200) NOT NULL, 
	corrected VARCHAR(2000) NOT NULL, 
	reason VARCHAR(500) NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	CONSTRAINT pk_correction PRIMARY KEY (id), 
	CONSTRAINT fk_correction_batch_id FOREIGN KEY(batch_id) REFERENCES batch (id)
);
INSERT INTO "correction" VALUES(1,1,2,'quantity','Số lượng','1O','10','Đã gọi điện','2026-12-10 03:00:00.000000');
CREATE TABLE credential (
	user_id INTEGER NOT NULL, 
	digest VARCHAR(200) NOT NULL, 
	set_at DATETIME NOT NULL, 
	CONSTRAINT pk_credential PRIMARY KEY (user_id), 
	CONSTRAINT fk_credential_user_id FOREIGN KEY(user_id) REFERENCES app_user (id)
);
INSERT INTO "credential" VALUES(1,'scrypt$4$AA==$AA==','2026-12-10 03:00:00.000000');
CREATE TABLE "data_version" (
	id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	catalogue VARCHAR(32) NOT NULL, 
	register_number INTEGER NOT NULL, 
	CONSTRAINT pk_data_version PRIMARY KEY (id)
);
INSERT INTO "data_version" VALUES(1,1,'',1);
INSERT INTO "data_version" VALUES(2,1,'',1);
CREATE TABLE dossier (
	id INTEGER NOT NULL, 
	address_id INTEGER NOT NULL, 
	commune_id INTEGER NOT NULL, 
	hamlet VARCHAR(120), 
	kind VARCHAR(12), 
	categories VARCHAR(200), 
	household_size INTEGER, 
	needs VARCHAR(200), 
	surveyed_on DATE, 
	confirmed_on DATE, 
	reviewed_on DATE, 
	status VARCHAR(12), 
	closed_on DATE, 
	closed_reason VARCHAR(12), 
	batch_id INTEGER, 
	sheet VARCHAR(64), 
	"row" INTEGER NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	superseded_at DATETIME, 
	superseded_by INTEGER, 
	CONSTRAINT pk_dossier PRIMARY KEY (id), 
	CONSTRAINT ck_dossier_closed_reason_known CHECK (closed_reason IN ('risen', 'moved', 'died', 'ineligible')), 
	CONSTRAINT ck_dossier_kind_known CHECK (kind IN ('person', 'household')), 
	CONSTRAINT ck_dossier_status_known CHECK (status IN ('surveyed', 'confirmed', 'connecting', 'supported', 'paused', 'closed')), 
	CONSTRAINT ck_dossier_household_not_empty CHECK (household_size > 0), 
	CONSTRAINT fk_dossier_address_id FOREIGN KEY(address_id) REFERENCES address (id), 
	CONSTRAINT fk_dossier_batch_id FOREIGN KEY(batch_id) REFERENCES batch (id), 
	CONSTRAINT fk_dossier_commune_id FOREIGN KEY(commune_id) REFERENCES unit (id), 
	CONSTRAINT fk_dossier_superseded_by FOREIGN KEY(superseded_by) REFERENCES batch (id)
);
INSERT INTO "dossier" VALUES(1,1,1,NULL,'household',NULL,NULL,NULL,NULL,NULL,NULL,'confirmed',NULL,NULL,1,NULL,2,'2026-12-10 03:00:00.000000',NULL,NULL);
CREATE TABLE draft_row (
	id INTEGER NOT NULL, 
	unit_id INTEGER NOT NULL, 
	year INTEGER NOT NULL, 
	layout VARCHAR(16) NOT NULL, 
	row_key VARCHAR(400) NOT NULL, 
	content VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	saved_by VARCHAR(64) NOT NULL, 
	saved_at DATETIME NOT NULL, 
	CONSTRAINT pk_draft_row PRIMARY KEY (id), 
	CONSTRAINT ck_draft_row_revision_positive CHECK (revision > 0), 
	CONSTRAINT fk_draft_row_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id), 
	CONSTRAINT fk_draft_row_year FOREIGN KEY(year) REFERENCES period (year), 
	CONSTRAINT uq_draft_row_unit_id_year_layout_row_key UNIQUE (unit_id, year, layout, row_key)
);
INSERT INTO "draft_row" VALUES(1,1,2026,'results','II.1-a','{"values": {"quantity": "12"}, "removed": {}}',1,'syt.canbo','2026-12-10 03:00:00.000000');
CREATE TABLE entry (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	actor VARCHAR(64) NOT NULL, 
	verb VARCHAR(32) NOT NULL, 
	subject VARCHAR(200) NOT NULL, 
	"before" VARCHAR NOT NULL, 
	"after" VARCHAR NOT NULL, 
	previous VARCHAR(64) NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_entry PRIMARY KEY (id), 
	CONSTRAINT uq_entry_digest UNIQUE (digest), 
	CONSTRAINT uq_entry_previous UNIQUE (previous)
);
INSERT INTO "entry" VALUES(1,'2026-12-10 03:00:00.000000','vanthu','set','language','{}','{}','0000000000000000000000000000000000000000000000000000000000000000','1111111111111111111111111111111111111111111111111111111111111111');
CREATE TABLE erasure (
	id INTEGER NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	ground VARCHAR(12) NOT NULL, 
	erased_at DATETIME NOT NULL, 
	erased_by VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_erasure PRIMARY KEY (id), 
	CONSTRAINT ck_erasure_ground_known CHECK (ground IN ('requested', 'withdrawn', 'mistaken', 'fulfilled')), 
	CONSTRAINT uq_erasure_digest UNIQUE (digest)
);
INSERT INTO "erasure" VALUES(1,'eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee','requested','2026-12-10 03:00:00.000000','vanthu');
CREATE TABLE extension (
	id INTEGER NOT NULL, 
	unit_id INTEGER NOT NULL, 
	year INTEGER NOT NULL, 
	last_day DATE NOT NULL, 
	reason VARCHAR(500) NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	superseded_at DATETIME, 
	CONSTRAINT pk_extension PRIMARY KEY (id), 
	CONSTRAINT fk_extension_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id), 
	CONSTRAINT fk_extension_year FOREIGN KEY(year) REFERENCES period (year)
);
INSERT INTO "extension" VALUES(1,1,2026,'2026-12-18','lũ','2026-12-10 03:00:00.000000',NULL);
CREATE TABLE extension_request (
	id INTEGER NOT NULL, 
	unit_id INTEGER NOT NULL, 
	year INTEGER NOT NULL, 
	wanted_day DATE NOT NULL, 
	reason VARCHAR(500) NOT NULL, 
	requested_by VARCHAR(64) NOT NULL, 
	requested_at DATETIME NOT NULL, 
	decision VARCHAR(12), 
	reply VARCHAR(500), 
	extension_id INTEGER, 
	decided_by VARCHAR(64), 
	decided_at DATETIME, 
	CONSTRAINT pk_extension_request PRIMARY KEY (id), 
	CONSTRAINT ck_extension_request_decision_known CHECK (decision IN ('granted', 'declined', 'withdrawn')), 
	CONSTRAINT ck_extension_request_decision_has_its_moment CHECK ((decided_at IS NULL) = (decision IS NULL)), 
	CONSTRAINT fk_extension_request_extension_id FOREIGN KEY(extension_id) REFERENCES extension (id), 
	CONSTRAINT fk_extension_request_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id), 
	CONSTRAINT fk_extension_request_year FOREIGN KEY(year) REFERENCES period (year)
);
INSERT INTO "extension_request" VALUES(1,1,2026,'2026-12-18','lũ','syt.canbo','2026-12-10 03:00:00.000000',NULL,NULL,NULL,NULL,NULL);
CREATE TABLE issue (
	id INTEGER NOT NULL, 
	year INTEGER NOT NULL, 
	recipient VARCHAR(40) NOT NULL, 
	number INTEGER NOT NULL, 
	as_of DATE NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	content BLOB NOT NULL, 
	figures VARCHAR NOT NULL, 
	published_at DATETIME NOT NULL, 
	published_by VARCHAR(64) NOT NULL, document_no VARCHAR(60), language VARCHAR(2), errata VARCHAR, catalogue BLOB, addressee VARCHAR(300), dated DATE, cause VARCHAR(300), waivers VARCHAR, 
	CONSTRAINT pk_issue PRIMARY KEY (id), 
	CONSTRAINT fk_issue_year FOREIGN KEY(year) REFERENCES period (year), 
	CONSTRAINT uq_issue_year_recipient_number UNIQUE (year, recipient, number)
);
INSERT INTO "issue" VALUES(1,2026,'committee',1,'2026-12-10','cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc',X'646F6378','{}','2026-12-10 03:00:00.000000','vanthu',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE journal_head (
	id INTEGER NOT NULL, 
	entries INTEGER NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_journal_head PRIMARY KEY (id)
);
INSERT INTO "journal_head" VALUES(1,1,'1111111111111111111111111111111111111111111111111111111111111111');
CREATE TABLE one_time_code (
	user_id INTEGER NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_one_time_code PRIMARY KEY (user_id), 
	CONSTRAINT ck_one_time_code_digest_whole CHECK (length(digest) = 64)
);
INSERT INTO "one_time_code" VALUES(1,'dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd','2026-12-10 03:00:00.000000');
CREATE TABLE period (
	year INTEGER NOT NULL, 
	data_from DATE NOT NULL, 
	data_to DATE NOT NULL, 
	last_day DATE NOT NULL, 
	weekend_rolls BOOLEAN NOT NULL, 
	closed_at DATETIME, 
	CONSTRAINT pk_period PRIMARY KEY (year), 
	CONSTRAINT ck_period_data_span_runs_forward CHECK (data_to > data_from), 
	CONSTRAINT ck_period_last_day_after_start CHECK (last_day >= data_from)
);
INSERT INTO "period" VALUES(2026,'2025-12-15','2026-12-14','2026-12-14',0,NULL);
CREATE TABLE period_version (
	version_id INTEGER NOT NULL, 
	year INTEGER NOT NULL, 
	data_from DATE NOT NULL, 
	data_to DATE NOT NULL, 
	last_day DATE NOT NULL, 
	weekend_rolls BOOLEAN NOT NULL, 
	closed_at DATETIME, 
	recorded_at DATETIME NOT NULL, 
	superseded_at DATETIME, 
	CONSTRAINT pk_period_version PRIMARY KEY (version_id)
);
INSERT INTO "period_version" VALUES(1,2026,'2025-12-15','2026-12-14','2026-12-14',0,NULL,'1970-01-01 00:00:00.000000',NULL);
CREATE TABLE recovery_code (
	id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_recovery_code PRIMARY KEY (id), 
	CONSTRAINT ck_recovery_code_digest_whole CHECK (length(digest) = 64), 
	CONSTRAINT fk_recovery_code_user_id FOREIGN KEY(user_id) REFERENCES app_user (id), 
	CONSTRAINT uq_recovery_code_user_id_digest UNIQUE (user_id, digest)
);
INSERT INTO "recovery_code" VALUES(1,1,'cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc');
CREATE TABLE "reminder" (
	id INTEGER NOT NULL, 
	unit_id INTEGER NOT NULL, 
	year INTEGER NOT NULL, 
	letter_no VARCHAR(60), 
	channel VARCHAR(20) NOT NULL, 
	sent_on DATE NOT NULL, 
	promised_on DATE, 
	answered_on DATE, 
	answer VARCHAR(500), 
	recorded_by VARCHAR(64) NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	superseded_at DATETIME, 
	rung_days INTEGER, 
	rung_on DATE, 
	note VARCHAR(500), 
	address VARCHAR(254), 
	delivery VARCHAR(12), answered_by VARCHAR(64), 
	CONSTRAINT pk_reminder PRIMARY KEY (id), 
	CONSTRAINT fk_reminder_year FOREIGN KEY(year) REFERENCES period (year), 
	CONSTRAINT fk_reminder_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id), 
	CONSTRAINT ck_reminder_delivery_known CHECK (delivery IN ('pending', 'sent'))
);
INSERT INTO "reminder" VALUES(1,1,2026,NULL,'letter','2026-12-10',NULL,NULL,NULL,'vanthu','2026-12-10 03:00:00.000000',NULL,3,'2026-12-10',NULL,NULL,NULL,NULL);
CREATE TABLE report_text (
	id INTEGER NOT NULL, 
	year INTEGER NOT NULL, 
	recipient VARCHAR(40) NOT NULL, 
	slot VARCHAR(40) NOT NULL, 
	text VARCHAR(20000) NOT NULL, 
	recorded_by VARCHAR(64) NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	superseded_at DATETIME, 
	CONSTRAINT pk_report_text PRIMARY KEY (id), 
	CONSTRAINT fk_report_text_year FOREIGN KEY(year) REFERENCES period (year)
);
INSERT INTO "report_text" VALUES(1,2026,'committee','difficulties','Thiếu kinh phí','vanthu','2026-12-10 03:00:00.000000',NULL);
CREATE TABLE result (
	id INTEGER NOT NULL, 
	assignment_id INTEGER NOT NULL, 
	year INTEGER NOT NULL, 
	submission_id INTEGER NOT NULL, 
	status VARCHAR(12), 
	done_on DATE, 
	percent FLOAT, 
	quantity FLOAT, 
	quantity_nil BOOLEAN NOT NULL, 
	value_vnd BIGINT, 
	value_nil BOOLEAN NOT NULL, 
	note VARCHAR(2000), 
	sheet VARCHAR(64), 
	"row" INTEGER NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	superseded_at DATETIME, 
	superseded_by INTEGER, 
	CONSTRAINT pk_result PRIMARY KEY (id), 
	CONSTRAINT ck_result_status_known CHECK (status IN ('done', 'done_late', 'in_progress', 'not_started', 'nil')), 
	CONSTRAINT ck_result_percent_within_hundred CHECK (percent BETWEEN 0 AND 100), 
	CONSTRAINT ck_result_quantity_not_negative CHECK (quantity >= 0), 
	CONSTRAINT ck_result_value_not_negative CHECK (value_vnd >= 0), 
	CONSTRAINT fk_result_assignment_id FOREIGN KEY(assignment_id) REFERENCES assignment (id), 
	CONSTRAINT fk_result_submission_id FOREIGN KEY(submission_id) REFERENCES submission (id), 
	CONSTRAINT fk_result_superseded_by FOREIGN KEY(superseded_by) REFERENCES batch (id), 
	CONSTRAINT fk_result_year FOREIGN KEY(year) REFERENCES period (year)
);
INSERT INTO "result" VALUES(1,1,2026,1,'done',NULL,NULL,NULL,0,NULL,0,NULL,NULL,2,'2026-12-10 03:00:00.000000',NULL,NULL);
CREATE TABLE rung (
	id INTEGER NOT NULL, 
	year INTEGER NOT NULL, 
	days INTEGER NOT NULL, 
	channel VARCHAR(12) NOT NULL, 
	requested BOOLEAN NOT NULL, 
	CONSTRAINT pk_rung PRIMARY KEY (id), 
	CONSTRAINT ck_rung_channel_known CHECK (channel IN ('letter', 'email', 'telephone')), 
	CONSTRAINT ck_rung_days_within_a_year CHECK (days BETWEEN -366 AND 366), 
	CONSTRAINT fk_rung_year FOREIGN KEY(year) REFERENCES period (year), 
	CONSTRAINT uq_rung_year_days UNIQUE (year, days)
);
INSERT INTO "rung" VALUES(1,2026,3,'letter',0);
CREATE TABLE rung_version (
	version_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	year INTEGER NOT NULL, 
	days INTEGER NOT NULL, 
	channel VARCHAR(12) NOT NULL, 
	requested BOOLEAN NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	superseded_at DATETIME, 
	CONSTRAINT pk_rung_version PRIMARY KEY (version_id)
);
INSERT INTO "rung_version" VALUES(1,1,2026,3,'letter',0,'1970-01-01 00:00:00.000000',NULL);
CREATE TABLE scan (
	id INTEGER NOT NULL, 
	batch_id INTEGER NOT NULL, 
	file_name VARCHAR(255) NOT NULL, 
	kind VARCHAR(8) NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	content BLOB NOT NULL, 
	size_bytes INTEGER NOT NULL, 
	attached_by VARCHAR(64) NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	superseded_at DATETIME, 
	emptied_at DATETIME, 
	CONSTRAINT pk_scan PRIMARY KEY (id), 
	CONSTRAINT ck_scan_kind_known CHECK (kind IN ('pdf', 'jpeg', 'png')), 
	CONSTRAINT ck_scan_size_not_negative CHECK (size_bytes >= 0), 
	CONSTRAINT fk_scan_batch_id FOREIGN KEY(batch_id) REFERENCES batch (id)
);
INSERT INTO "scan" VALUES(1,1,'syt.pdf','pdf','bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb',X'255044462D',5,'vanthu','2026-12-10 03:00:00.000000',NULL,NULL);
CREATE TABLE second_factor (
	user_id INTEGER NOT NULL, 
	secret VARCHAR(64) NOT NULL, 
	confirmed_at DATETIME NOT NULL, 
	last_step INTEGER NOT NULL, 
	CONSTRAINT pk_second_factor PRIMARY KEY (user_id), 
	CONSTRAINT fk_second_factor_user_id FOREIGN KEY(user_id) REFERENCES app_user (id)
);
INSERT INTO "second_factor" VALUES(1,'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA','2026-12-10 03:00:00.000000',1);
CREATE TABLE send_back (
	id INTEGER NOT NULL, 
	submission_id INTEGER NOT NULL, 
	reason VARCHAR(500) NOT NULL, 
	until DATE, 
	letter_no VARCHAR(60), 
	reminder_id INTEGER, 
	recorded_by VARCHAR(64) NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	superseded_at DATETIME, 
	CONSTRAINT pk_send_back PRIMARY KEY (id), 
	CONSTRAINT fk_send_back_submission_id FOREIGN KEY(submission_id) REFERENCES submission (id), 
	CONSTRAINT fk_send_back_reminder_id FOREIGN KEY(reminder_id) REFERENCES reminder (id)
);
INSERT INTO "send_back" VALUES(1,1,'Thiếu chữ ký',NULL,NULL,NULL,'vanthu','2026-12-10 03:00:00.000000',NULL);
CREATE TABLE "setting" (
	name VARCHAR(40) NOT NULL, 
	value VARCHAR(4000) NOT NULL, 
	CONSTRAINT pk_setting PRIMARY KEY (name)
);
INSERT INTO "setting" VALUES('language','vi');
CREATE TABLE sign_in (
	id INTEGER NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	user_id INTEGER NOT NULL, 
	began_at DATETIME NOT NULL, 
	seen_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	CONSTRAINT pk_sign_in PRIMARY KEY (id), 
	CONSTRAINT fk_sign_in_user_id FOREIGN KEY(user_id) REFERENCES app_user (id), 
	CONSTRAINT uq_sign_in_digest UNIQUE (digest)
);
INSERT INTO "sign_in" VALUES(1,'eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee',1,'2026-12-10 03:00:00.000000','2026-12-10 03:00:00.000000',NULL);
CREATE TABLE "submission" (
	id INTEGER NOT NULL, 
	batch_id INTEGER, 
	unit_id INTEGER NOT NULL, 
	year INTEGER NOT NULL, 
	document_no VARCHAR(60), 
	document_on DATE, 
	sent_on DATE, 
	received_on DATE NOT NULL, 
	nil BOOLEAN NOT NULL, 
	figures_as_of DATE, 
	estimate BOOLEAN NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	superseded_at DATETIME, 
	CONSTRAINT pk_submission PRIMARY KEY (id), 
	CONSTRAINT fk_submission_year FOREIGN KEY(year) REFERENCES period (year), 
	CONSTRAINT fk_submission_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id), 
	CONSTRAINT fk_submission_batch_id FOREIGN KEY(batch_id) REFERENCES batch (id)
);
INSERT INTO "submission" VALUES(1,1,1,2026,NULL,NULL,NULL,'2026-12-10',0,NULL,0,'2026-12-10 03:00:00.000000',NULL);
CREATE TABLE succession (
	id INTEGER NOT NULL, 
	kind VARCHAR(12) NOT NULL, 
	on_day DATE NOT NULL, 
	from_unit_id INTEGER NOT NULL, 
	to_unit_id INTEGER, 
	certainty VARCHAR(12) NOT NULL, 
	note VARCHAR(500), 
	CONSTRAINT pk_succession PRIMARY KEY (id), 
	CONSTRAINT ck_succession_certainty_known CHECK (certainty IN ('solid', 'medium', 'recalled', 'unknown')), 
	CONSTRAINT ck_succession_kind_known CHECK (kind IN ('rename', 'merge', 'split', 'transfer', 'abolish')), 
	CONSTRAINT fk_succession_from_unit_id FOREIGN KEY(from_unit_id) REFERENCES unit (id), 
	CONSTRAINT fk_succession_to_unit_id FOREIGN KEY(to_unit_id) REFERENCES unit (id), 
	CONSTRAINT uq_succession_from_unit_id_to_unit_id_on_day UNIQUE (from_unit_id, to_unit_id, on_day)
);
INSERT INTO "succession" VALUES(1,'rename','2025-03-01',1,1,'solid',NULL);
CREATE TABLE succession_version (
	version_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	kind VARCHAR(12) NOT NULL, 
	on_day DATE NOT NULL, 
	from_unit_id INTEGER NOT NULL, 
	to_unit_id INTEGER, 
	certainty VARCHAR(12) NOT NULL, 
	note VARCHAR(500), 
	recorded_at DATETIME NOT NULL, 
	superseded_at DATETIME, 
	CONSTRAINT pk_succession_version PRIMARY KEY (version_id)
);
INSERT INTO "succession_version" VALUES(1,1,'rename','2025-03-01',1,1,'solid',NULL,'1970-01-01 00:00:00.000000',NULL);
CREATE TABLE support (
	id INTEGER NOT NULL, 
	address_id INTEGER NOT NULL, 
	supporter_unit_id INTEGER, 
	supporter_name VARCHAR(200), 
	supporter_kind VARCHAR(12), 
	supporter_key VARCHAR(200) NOT NULL, 
	kind VARCHAR(12) NOT NULL, 
	form VARCHAR(20) NOT NULL, 
	value_vnd BIGINT, 
	given_on DATE NOT NULL, 
	until DATE, 
	note VARCHAR(2000), 
	batch_id INTEGER, 
	sheet VARCHAR(64), 
	"row" INTEGER NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	superseded_at DATETIME, 
	superseded_by INTEGER, 
	CONSTRAINT pk_support PRIMARY KEY (id), 
	CONSTRAINT ck_support_kind_known CHECK (kind IN ('regular', 'one_off')), 
	CONSTRAINT ck_support_supporter_kind_known CHECK (supporter_kind IN ('organisation', 'enterprise', 'person')), 
	CONSTRAINT ck_support_supporter_named CHECK (supporter_unit_id IS NOT NULL OR supporter_name IS NOT NULL), 
	CONSTRAINT ck_support_span_runs_forward CHECK (until IS NULL OR until >= given_on), 
	CONSTRAINT ck_support_value_not_negative CHECK (value_vnd >= 0), 
	CONSTRAINT fk_support_address_id FOREIGN KEY(address_id) REFERENCES address (id), 
	CONSTRAINT fk_support_batch_id FOREIGN KEY(batch_id) REFERENCES batch (id), 
	CONSTRAINT fk_support_superseded_by FOREIGN KEY(superseded_by) REFERENCES batch (id), 
	CONSTRAINT fk_support_supporter_unit_id FOREIGN KEY(supporter_unit_id) REFERENCES unit (id)
);
INSERT INTO "support" VALUES(1,1,1,NULL,NULL,'SYT','one_off','cash',NULL,'2026-12-10',NULL,NULL,1,NULL,2,'2026-12-10 03:00:00.000000',NULL,NULL);
CREATE TABLE task (
	id INTEGER NOT NULL, 
	code VARCHAR(24) NOT NULL, 
	clause VARCHAR(16) NOT NULL, 
	theme VARCHAR(16) NOT NULL, 
	activity VARCHAR(2), 
	movement BOOLEAN NOT NULL, 
	reporting BOOLEAN NOT NULL, 
	title_vi VARCHAR(200) NOT NULL, 
	title_en VARCHAR(200) NOT NULL, 
	measure_vi VARCHAR(60), 
	measure_en VARCHAR(60), 
	adds_up VARCHAR(12) NOT NULL, 
	money VARCHAR(12) NOT NULL, 
	position INTEGER NOT NULL, 
	certainty VARCHAR(12) NOT NULL, 
	note VARCHAR(500), 
	CONSTRAINT pk_task PRIMARY KEY (id), 
	CONSTRAINT ck_task_adds_up_known CHECK (adds_up IN ('sum', 'stock', 'units', 'none')), 
	CONSTRAINT ck_task_certainty_known CHECK (certainty IN ('solid', 'medium', 'recalled', 'unknown')), 
	CONSTRAINT ck_task_money_known CHECK (money IN ('counts', 'contained', 'apart', 'none')), 
	CONSTRAINT uq_task_code UNIQUE (code)
);
INSERT INTO "task" VALUES(1,'II.1-a','II.1','II.1',NULL,0,0,'Tuyên truyền','Communication',NULL,NULL,'sum','none',1,'solid',NULL);
CREATE TABLE task_version (
	version_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	code VARCHAR(24) NOT NULL, 
	clause VARCHAR(16) NOT NULL, 
	theme VARCHAR(16) NOT NULL, 
	activity VARCHAR(2), 
	movement BOOLEAN NOT NULL, 
	reporting BOOLEAN NOT NULL, 
	title_vi VARCHAR(200) NOT NULL, 
	title_en VARCHAR(200) NOT NULL, 
	measure_vi VARCHAR(60), 
	measure_en VARCHAR(60), 
	adds_up VARCHAR(12) NOT NULL, 
	money VARCHAR(12) NOT NULL, 
	position INTEGER NOT NULL, 
	certainty VARCHAR(12) NOT NULL, 
	note VARCHAR(500), 
	recorded_at DATETIME NOT NULL, 
	superseded_at DATETIME, 
	CONSTRAINT pk_task_version PRIMARY KEY (version_id)
);
INSERT INTO "task_version" VALUES(1,1,'II.1-a','II.1','II.1',NULL,0,0,'Tuyên truyền','Communication',NULL,NULL,'sum','none',1,'solid',NULL,'1970-01-01 00:00:00.000000',NULL);
CREATE TABLE unit (
	id INTEGER NOT NULL, 
	code VARCHAR(16) NOT NULL, 
	valid_from DATE NOT NULL, 
	valid_to DATE, 
	name_vi VARCHAR(200) NOT NULL, 
	name_en VARCHAR(200) NOT NULL, 
	short_vi VARCHAR(80) NOT NULL, 
	level VARCHAR(12) NOT NULL, 
	kind VARCHAR(12) NOT NULL, 
	parent_code VARCHAR(16), 
	position INTEGER NOT NULL, 
	lat FLOAT, 
	lon FLOAT, 
	contact VARCHAR(200), 
	certainty VARCHAR(12) NOT NULL, 
	note VARCHAR(500), 
	CONSTRAINT pk_unit PRIMARY KEY (id), 
	CONSTRAINT ck_unit_certainty_known CHECK (certainty IN ('solid', 'medium', 'recalled', 'unknown')), 
	CONSTRAINT ck_unit_kind_known CHECK (kind IN ('department', 'media', 'red_cross', 'front', 'union', 'committee')), 
	CONSTRAINT ck_unit_level_known CHECK (level IN ('province', 'district', 'commune')), 
	CONSTRAINT ck_unit_span_runs_forward CHECK (valid_to IS NULL OR valid_to > valid_from), 
	CONSTRAINT uq_unit_code_valid_from UNIQUE (code, valid_from)
);
INSERT INTO "unit" VALUES(1,'SYT','2018-01-01',NULL,'Sở Y tế','Department of Health','Sở Y tế','province','department',NULL,1,NULL,NULL,NULL,'solid',NULL);
CREATE TABLE unit_alias (
	id INTEGER NOT NULL, 
	spelling VARCHAR(200) NOT NULL, 
	unit_id INTEGER NOT NULL, 
	confirmed_by VARCHAR(64) NOT NULL, 
	confirmed_at DATETIME NOT NULL, batch_id INTEGER CONSTRAINT fk_unit_alias_batch_id REFERENCES batch (id), 
	CONSTRAINT pk_unit_alias PRIMARY KEY (id), 
	CONSTRAINT fk_unit_alias_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id), 
	CONSTRAINT uq_unit_alias_spelling_unit_id UNIQUE (spelling, unit_id)
);
INSERT INTO "unit_alias" VALUES(1,'so y te cao bang',1,'vanthu','2026-12-10 03:00:00.000000',NULL);
CREATE TABLE unit_version (
	version_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	code VARCHAR(16) NOT NULL, 
	valid_from DATE NOT NULL, 
	valid_to DATE, 
	name_vi VARCHAR(200) NOT NULL, 
	name_en VARCHAR(200) NOT NULL, 
	short_vi VARCHAR(80) NOT NULL, 
	level VARCHAR(12) NOT NULL, 
	kind VARCHAR(12) NOT NULL, 
	parent_code VARCHAR(16), 
	position INTEGER NOT NULL, 
	lat FLOAT, 
	lon FLOAT, 
	contact VARCHAR(200), 
	certainty VARCHAR(12) NOT NULL, 
	note VARCHAR(500), 
	recorded_at DATETIME NOT NULL, 
	superseded_at DATETIME, 
	CONSTRAINT pk_unit_version PRIMARY KEY (version_id)
);
INSERT INTO "unit_version" VALUES(1,1,'SYT','2018-01-01',NULL,'Sở Y tế','Department of Health','Sở Y tế','province','department',NULL,1,NULL,NULL,NULL,'solid',NULL,'1970-01-01 00:00:00.000000',NULL);
CREATE INDEX ix_batch_digest ON batch (digest);
CREATE UNIQUE INDEX uq_batch_token_standing ON batch (token) WHERE undone_at IS NULL;
CREATE INDEX ix_assignment_unit_id ON assignment (unit_id);
CREATE INDEX ix_dossier_address_id ON dossier (address_id);
CREATE INDEX ix_dossier_batch_id ON dossier (batch_id);
CREATE INDEX ix_dossier_commune_id ON dossier (commune_id);
CREATE INDEX ix_dossier_superseded_by ON dossier (superseded_by);
CREATE UNIQUE INDEX uq_dossier_current ON dossier (address_id) WHERE superseded_at IS NULL;
CREATE UNIQUE INDEX uq_extension_current ON extension (unit_id, year) WHERE superseded_at IS NULL;
CREATE INDEX ix_succession_from_unit_id ON succession (from_unit_id);
CREATE INDEX ix_succession_to_unit_id ON succession (to_unit_id);
CREATE INDEX ix_support_address_id ON support (address_id);
CREATE INDEX ix_support_batch_id ON support (batch_id);
CREATE INDEX ix_support_superseded_by ON support (superseded_by);
CREATE INDEX ix_support_supporter_unit_id ON support (supporter_unit_id);
CREATE UNIQUE INDEX uq_support_current ON support (address_id, supporter_key, kind, form, given_on) WHERE superseded_at IS NULL;
CREATE INDEX ix_unit_alias_spelling ON unit_alias (spelling);
CREATE INDEX ix_unit_alias_unit_id ON unit_alias (unit_id);
CREATE INDEX ix_result_assignment_id ON result (assignment_id);
CREATE INDEX ix_result_submission_id ON result (submission_id);
CREATE INDEX ix_result_superseded_by ON result (superseded_by);
CREATE INDEX ix_result_year ON result (year);
CREATE UNIQUE INDEX uq_result_current ON result (assignment_id, year) WHERE superseded_at IS NULL;
CREATE INDEX ix_backup_made_at ON backup (made_at);
CREATE INDEX ix_reminder_unit_id ON reminder (unit_id);
CREATE INDEX ix_reminder_year ON reminder (year);
CREATE UNIQUE INDEX uq_reminder_rung_current ON reminder (unit_id, year, rung_days, rung_on) WHERE superseded_at IS NULL;
CREATE INDEX ix_sign_in_user_id ON sign_in (user_id);
CREATE UNIQUE INDEX uq_report_text_current ON report_text (year, recipient, slot) WHERE superseded_at IS NULL;
CREATE INDEX ix_extension_request_unit_id ON extension_request (unit_id);
CREATE INDEX ix_extension_request_year ON extension_request (year);
CREATE UNIQUE INDEX uq_extension_request_open ON extension_request (unit_id, year) WHERE decided_at IS NULL;
CREATE INDEX ix_send_back_submission_id ON send_back (submission_id);
CREATE UNIQUE INDEX uq_send_back_standing ON send_back (submission_id) WHERE superseded_at IS NULL;
CREATE INDEX ix_submission_unit_id ON submission (unit_id);
CREATE INDEX ix_submission_batch_id ON submission (batch_id);
CREATE INDEX ix_submission_year ON submission (year);
CREATE INDEX ix_scan_batch_id ON scan (batch_id);
CREATE UNIQUE INDEX uq_scan_standing ON scan (batch_id, digest) WHERE superseded_at IS NULL;
CREATE INDEX ix_correction_batch_id ON correction (batch_id);
CREATE UNIQUE INDEX uq_unit_version_current ON unit_version (id) WHERE superseded_at IS NULL;
CREATE UNIQUE INDEX uq_succession_version_current ON succession_version (id) WHERE superseded_at IS NULL;
CREATE UNIQUE INDEX uq_task_version_current ON task_version (id) WHERE superseded_at IS NULL;
CREATE UNIQUE INDEX uq_assignment_version_current ON assignment_version (id) WHERE superseded_at IS NULL;
CREATE UNIQUE INDEX uq_period_version_current ON period_version (year) WHERE superseded_at IS NULL;
CREATE UNIQUE INDEX uq_rung_version_current ON rung_version (id) WHERE superseded_at IS NULL;
CREATE INDEX ix_recovery_code_user_id ON recovery_code (user_id);
CREATE INDEX ix_batch_unit_id ON batch (unit_id);
CREATE INDEX ix_confirmed_spelling_batch_id ON confirmed_spelling (batch_id);
CREATE INDEX ix_unit_alias_batch_id ON unit_alias (batch_id);
CREATE INDEX ix_draft_row_year ON draft_row (year);
COMMIT;
