const words = (text: string): readonly string[] => text.trim().split(/\s+/)

/** Functions that ask a database for a delay, a file, a secret or another host. No prose, no filter calls these. */
export const leakingFunctions = new Set(
  words(`
    sleep benchmark pg_sleep pg_sleep_for pg_sleep_until dbms_lock.sleep dbms_pipe.receive_message dbms_session.sleep
    randomblob get_lock sleepms extractvalue updatexml xmltype name_const gtid_subset gtid_subtract 
     json_keys load_file lo_import lo_export lo_get
    pg_read_file pg_read_binary_file pg_ls_dir pg_stat_file openrowset opendatasource load_extension sys_eval sys_exec
    fn_xe_file_target_read_file fn_get_audit_file fn_trace_gettable utl_inaddr.get_host_name
    utl_inaddr.get_host_address utl_http.request utl_smtp.open_connection utl_tcp.open_connection utl_file.fopen
    dbms_ldap.init dbms_xmlgen.getxml dbms_xmlgen.getxmltype dbms_xmlquery.newcontext dbms_utility.sqlid_to_sqlhash
    ctxsys.drithsx.sn ctxsys.ctx_report.token_type dbms_java.runjava dbms_assert.noop httpuritype query_to_xml
    database_to_xml table_to_xml group_concat string_agg listagg wm_concat xmlagg array_agg concat_ws aes_decrypt
    des_decrypt is_srvrolemember is_member has_dbaccess db_name suser_name suser_sname user_name host_name schema_name
    object_id object_name col_name sys_context userenv current_setting version database current_database
    current_schema session_user system_user current_user user inet_server_addr unhex xp_cmdshell xp_dirtree
    xp_fileexist xp_regread row_count pg_backend_pid dblink dblink_connect
    dblink_send_query system.exec sqlite_version dbms_random.value uuid_short json_storage_free st_latfromgeohash
    st_pointfromgeohash st_longfromgeohash fn_sqlvarbasetostr`),
)

/** Of these, what makes a database wait. */
export const delays = new Set(
  words(`sleep benchmark pg_sleep pg_sleep_for pg_sleep_until dbms_lock.sleep dbms_pipe.receive_message
    dbms_session.sleep randomblob get_lock sleepms`),
)

/** Of these only the empty call leaks; with an argument they are words of prose and of other languages. */
export const emptyCalls = new Set(
  words(`version database user current_database current_schema session_user system_user current_user schema
    host_name db_name user_name suser_name sqlite_version row_count schema_name inet_server_addr pg_backend_pid`),
)

/** Functions that compute. Filters of APIs call some of these too, so they count only in the shape of an attack. */
export const plainFunctions = new Set(
  words(`
    concat char chr nchar hex ascii ord substring substr mid left right length len lower upper cast convert if iif
    ifnull isnull nullif nvl nvl2 coalesce row elt make_set md5 sha1 sha sha2 count floor rand random quote
    json_extract json_array json_object json_value bin conv locate instr position replace reverse lpad rpad strcmp
    least greatest compress uncompress aes_encrypt to_char to_number to_date chr decode abs round ceil ceiling exp
    pow power mod sign sqrt max min sum avg lcase ucase trim ltrim rtrim space repeat format field find_in_set
    export_set substring_index unicode typeof total printf quote_literal quote_ident char_length character_length
    octet_length bit_length rownum rank regexp_like regexp_replace stuff patindex charindex str datalength
    generate_series array_to_string encode encrypt password old_password benchmark date_add now sysdate getdate
    current_date current_timestamp crc32 inet_ntoa inet_aton values default collation charset coercibility any all
    some exists hextoraw rawtohex utl_raw.cast_to_varchar2 nlssort zeroblob likelihood unistr row_to_json geometrycollection multipoint multipolygon
    multilinestring linestring polygon point
    pi degrees radians log log10 ln sin cos tan ltrim elt uuid sha224 sha384 sha512 to_base64 from_base64`),
)

const systemNames = new Set(
  words(`
    sysobjects syscolumns sysusers sysdatabases syslogins sqlite_master sqlite_schema sqlite_temp_master
    sqlite_temp_schema msysaccessobjects mysysobjects
    all_tables all_tab_columns all_tab_cols user_tables user_tab_columns user_tab_cols all_users all_objects user_objects
    mysql.user mysql.db mysql.innodb_table_stats domain.tables domain.columns
    sys.tables sys.columns sys.objects sys.all_objects sys.all_columns sys.databases sys.schemas sys.user$
    sys.sql_logins sys.server_principals sys.database_name sys.user_objects sys.schema_auto_increment_columns
    xp_cmdshell xp_dirtree xp_fileexist xp_availablemedia xp_servicecontrol xp_subdirs xp_loginconfig xp_enumdsn
    xp_makecab xp_ntsec xp_terminate_process xp_msver xp_startmail
    sp_executesql sp_password sp_oacreate sp_oamethod sp_oagetproperty sp_configure sp_makewebtask
    sp_addextendedproc sp_addlogin sp_addsrvrolemember sp_who sp_who2 sp_helptext sp_execute_external_script
    sp_start_job sp_columns sp_tables`),
)
const systemSchema =
  /^(?:information_schema|pg_(?:catalog|group|shadow|user|roles|stat_activity|class|tables|database|namespace|attribute|authid|proc))(?:\.|$)/
const systemFamily =
  /^(?:g?v\$|dba_|rdb\$|mon\$|innodb_|syscat\.|sysibm\.|sys_?schema\.|sys\.x\$|sys\.sys|master\.(?:\.|dbo\.|sys\.)|msdb\.\.|xp_reg)\w/

/** Names that stand in every database and in no sentence; up to two qualifiers may stand in front. */
export function isSystemName(name: string): boolean {
  let rest = name
  for (let qualifiers = 0; qualifiers <= 2; qualifiers++) {
    if (systemNames.has(rest) || systemSchema.test(rest) || systemFamily.test(rest)) return true
    const dot = rest.indexOf('.')
    if (dot === -1) return false
    rest = rest.slice(dot + 1)
  }
  return false
}

const covetedNames = new Set(
  words(`
    user users member members admin admins administrator administrators account accounts customer customers client
    clients login logins password passwords passwd pass pwd credential credentials card cards creditcard creditcards
    dual username usernames employee employees session sessions tables columns product products order orders email
    emails secret secrets token tokens hash hashes`),
)

/** Tables and columns that an attacker asks for by name: `users`, `wp_users`, `[shop].[tbl_cards]`. */
export function isCoveted(name: string): boolean {
  const own = name.slice(name.lastIndexOf('.') + 1).replace(/^[`"[]|[`"\]]$/g, '')
  return covetedNames.has(own.slice(own.lastIndexOf('_') + 1)) || /(?:^|_)tbl\w/.test(own)
}

const kinds = new Map<string, string>()
const put = (kind: string, text: string): void => {
  for (const word of words(text)) kinds.set(word, kind)
}
put('&', 'and or xor')
put('!', 'not binary')
put('=', 'like rlike regexp ilike glob is in between similar sounds overlaps')
put('o', 'div mod')
put('U', 'union except intersect minus')
put('E', 'select')
put('F', 'from into')
put('W', 'where having limit procedure offset returning qualify')
put('B', 'order group')
put('C', 'case when then else end')
put('A', 'as collate escape using')
put('0', 'null true false unknown current_date current_time current_timestamp localtime localtimestamp')
put(
  'T',
  `insert update delete drop create alter truncate exec execute declare merge grant revoke shutdown waitfor call begin
  rename replace handler load copy attach detach pragma vacuum set use kill backup restore raiserror bulk dbcc
  reconfigure do prepare deallocate lock show describe desc explain analyze print`,
)
put('D', 'all distinct distinctrow top')

/** One-letter kind of a word that SQL reserves, or undefined. */
export const kindOfWord = (word: string): string | undefined => kinds.get(word)
