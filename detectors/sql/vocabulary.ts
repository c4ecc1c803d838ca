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

/** Names that stand in every database and in no sentence. */
export const systemName =
  /^(?:\[?\w{1,64}\]?\.)?(?:\[?\w{0,64}\]?\.)?(?:information_schema(?:\.|$).{0,64}|sysobjects|syscolumns|sysusers|sysdatabases|syslogins|sqlite_(?:temp_)?(?:master|schema)|msysaccessobjects|mysysobjects|pg_(?:catalog|group|shadow|user|roles|stat_activity|class|tables|database|namespace|attribute|authid|proc)(?:\..{0,64})?|all_tab(?:les|_columns|_cols)|user_tab(?:les|_columns|_cols)|all_users|all_objects|user_objects|dba_\w{3,30}|v\$\w{3,30}|gv\$\w{3,30}|mysql\.(?:user|db|innodb_table_stats)|sys\.(?:tables|columns|objects|all_objects|all_columns|databases|schemas|user\$|sql_logins|server_principals|database_name|user_objects|schema_auto_increment_columns|x\$\w{3,60})|master\.\.\w{3,60}|master\.(?:dbo|sys)\.\w{3,60}|msdb\.\.\w{3,60}|xp_(?:cmdshell|dirtree|reg\w{3,20}|fileexist|availablemedia|servicecontrol|subdirs|loginconfig|enumdsn|makecab|ntsec|terminate_process|msver|startmail)|sp_(?:executesql|password|oa(?:create|method|getproperty)|configure|makewebtask|addextendedproc|addlogin|addsrvrolemember|who2?|helptext|execute_external_script|start_job|columns|tables)|rdb\$\w{3,40}|mon\$\w{3,40}|syscat\.\w{3,30}|sysibm\.\w{3,30}|domain\.(?:tables|columns)|sys_?schema\.\w+|innodb_\w{3,40})$/

/** Tables and columns that an attacker asks for by name. */
export const coveted =
  /^(?:[\w`"[\]]{1,40}\.)?[`"[]?(?:\w{0,20}_)?(?:users?|members?|admins?|administrators?|accounts?|customers?|clients?|logins?|passwords?|passwd|pass|pwd|credentials?|cards?|credit_?cards?|dual|usernames?|employees?|sessions?|tables|columns|products?|orders?|emails?|secrets?|tokens?|hash(?:es)?|tbl\w{1,30})[`"\]]?$/

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
