const words = (text: string): readonly string[] => text.trim().split(/\s+/)

/** Commands that are no words: behind a separator they are commands. */
export const plainCommands: ReadonlySet<string> = new Set(
  words(`
    whoami ifconfig ipconfig uname netstat systeminfo sysinfo wget nslookup lsb_release nc ncat netcat bash sh zsh ksh
    csh dash tcsh busybox powershell powershell.exe pwsh cmd cmd.exe certutil certutil.exe bitsadmin mshta regsvr32
    rundll32 wmic schtasks tasklist taskkill cscript wscript chmod chown chgrp sudo crontab mkfifo telnet traceroute
    tracert useradd adduser usermod getent lsof lsmod lspci lscpu dmesg printenv hexdump xxd openssl scp sftp rsync gcc
    awk gawk mawk sed grep egrep fgrep zgrep xargs mknod nmap tcpdump vim nano ps pwd ls id tac nl rm mv cp df du env
    mkdir rmdir ss arp hostname dir netsh reg ftp tftp mysqldump psql sqlite3 kubectl iptables systemctl
    reboot poweroff passwd socat strace pkill pgrep readlink base64 base32 killall zcat bzcat xzcat printf
    nohup setsid ionice unlink sysctl lsblk fdisk uptime ver vol tasklist.exe net1 nltest dsquery gpresult cmdkey
    vssadmin icacls cacls attrib findstr fsutil wevtutil bcdedit msiexec installutil msbuild forfiles perl python
    python2 python3 php ruby curl dig ping ping6 sleep wall setfacl chattr ldconfig ldd apt-get dpkg rpm yum apk
    tar gzip gunzip unzip shuf rev od telnetd utelnetd inetd dropbear sshd tftpd lwp-download aria2c`),
)

/** Commands that are also words: they need what follows commands. */
export const wordCommands: ReadonlySet<string> = new Set(
  words(`
    cd cat more less find head tail sort who w last history finger host time nice watch at export set source alias test
    which whereis locate cut tr wc uniq diff strings file mail make yes script expect screen echo type copy net touch
    kill top date move start call print mount service route stat node lua java git docker npm pip gem apt dump su ssh
    ip cal del ren erase rename tree more.com fc sc query alias coproc source at for if exec eval timeout env command tee ed view ex zip logger
    lp shutdown halt groups id users man apropos paste join split fold look nm vi split comm rev ar as bc dd dc link
    ln m4 pr jq gdb column busctl cpan gtester install jjs run-parts taskset unshare pico red rvim rview sash`),
)

/** A command of a PowerShell prompt, with what follows one. */
export const cmdlet =
  /\b(?:Invoke-(?:Expression|WebRequest|RestMethod|Command|Item|Mimikatz|Shellcode|WmiMethod)|Get-(?:Content|ChildItem|Process|Service|WmiObject|Item|Location|Host|Credential|ExecutionPolicy|NetIPAddress|ADUser|ADComputer|Command|Date|Random|Help)|New-(?:Object|Item|LocalUser|Service)|Set-(?:ExecutionPolicy|Content|Item|MpPreference|Location)|Start-(?:Process|BitsTransfer|Job|Sleep|Service)|Stop-(?:Process|Service|Computer)|Out-(?:File|String)|Add-(?:Type|Content|MpPreference|LocalGroupMember)|Remove-Item|Copy-Item|Test-Connection|Write-(?:Output|Host)|ConvertTo-SecureString|Restart-Computer|Enable-PSRemoting)\b\s{0,4}[-($'"|/{\\\w]/i

/** Commands that reach another host: a host's name behind them is an argument. */
export const networkCommands: ReadonlySet<string> = new Set(
  words(
    'curl wget nslookup dig host ping ping6 nc ncat netcat telnet ftp tftp scp ssh traceroute tracert whois lwp-download aria2c',
  ),
)

/** A command and the word that goes with it and with nothing else. */
export const pairs =
  /^(?:(?:net (?:user|users|localgroup|group|view|share|start|stop|use|session)|sc (?:query|queryex|qc|start|stop|config|create)|reg (?:query|add|save|export)|query (?:user|session)|ip (?:a|addr|address|r|route|link|neigh)|systemctl (?:status|list-units|start|stop)|docker (?:ps|exec|run|images)|ps (?:aux|axu|ax|ef|fax)|route print|history|last reboot)\b|(?:wmic|coproc|crontab) \w|(?:alias|export) \w{1,20}=\w)/i
