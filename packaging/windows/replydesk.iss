; Inno Setup 6 script of both editions. Not tested yet: written without a Windows machine.
;
;   iscc /DEdition=replydesk /DTitle=Replydesk /DVersion=0.1.0 /DFolder=…\replydesk /DOut=dist replydesk.iss
;
; Installs per user without administrator rights by default; /ALLUSERS installs for all users. For a
; silent installation: /VERYSILENT /SUPPRESSMSGBOXES /NORESTART [/ALLUSERS] [/DIR="…"] [/LOG="…"].
; Signing: define a sign tool for Inno Setup, and name it (/Ssigner=… /DSigner=signer).

#ifndef Edition
  #define Edition "replydesk"
#endif
#ifndef Title
  #define Title "Replydesk"
#endif
#ifndef Version
  #error The version is given by packaging/build_installer.py
#endif

[Setup]
; different for each edition, and must never change: it identifies upgrades
#if Edition == "replydesk-trainer"
AppId={{6C3E9E0B-64A5-4E0C-9D44-0A6E2C6B51D2}
#else
AppId={{B1B8E0C7-5C5C-4F0C-8A0E-3A6B1D9F2E41}
#endif
AppName={#Title}
AppVersion={#Version}
AppPublisher=The Replydesk project
DefaultDirName={autopf}\{#Title}
DefaultGroupName={#Title}
DisableProgramGroupPage=yes
DisableDirPage=auto
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=commandline dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
OutputDir={#Out}
OutputBaseFilename={#Edition}-{#Version}-windows-x86_64
SetupIconFile={#Prepared}\replydesk.ico
UninstallDisplayIcon={app}\replydesk.exe
LicenseFile={#Folder}\lib\LICENSE
Compression=lzma2/ultra64
SolidCompression=yes
CloseApplications=yes
RestartApplications=no
ChangesAssociations=yes
#ifdef Signer
SignTool={#Signer}
SignedUninstaller=yes
#endif

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[InstallDelete]
; modules that a newer version no longer has must not remain
Type: filesandordirs; Name: "{app}\lib"

[Files]
Source: "{#Folder}\*"; DestDir: "{app}"; Flags: recursesubdirs createallsubdirs ignoreversion

[Icons]
Name: "{group}\{#Title}"; Filename: "{app}\replydesk.exe"
Name: "{autodesktop}\{#Title}"; Filename: "{app}\replydesk.exe"; Tasks: desktopicon

[Registry]
; bundles are opened by default; exports and tables through "Open with"
Root: HKA; Subkey: "Software\Classes\Replydesk.Bundle"; ValueType: string; ValueName: ""; ValueData: "Replydesk bundle"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Replydesk.Bundle\DefaultIcon"; ValueType: string; ValueName: ""; ValueData: "{app}\replydesk.exe,0"
Root: HKA; Subkey: "Software\Classes\Replydesk.Bundle\shell\open\command"; ValueType: string; ValueName: ""; ValueData: """{app}\replydesk.exe"" ""%1"""
Root: HKA; Subkey: "Software\Classes\.replydesk"; ValueType: string; ValueName: ""; ValueData: "Replydesk.Bundle"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.replydesk\OpenWithProgids"; ValueType: string; ValueName: "Replydesk.Bundle"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\Replydesk.Export"; ValueType: string; ValueName: ""; ValueData: "Export or table"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Replydesk.Export\DefaultIcon"; ValueType: string; ValueName: ""; ValueData: "{app}\replydesk.exe,0"
Root: HKA; Subkey: "Software\Classes\Replydesk.Export\shell\open\command"; ValueType: string; ValueName: ""; ValueData: """{app}\replydesk.exe"" ""%1"""
Root: HKA; Subkey: "Software\Classes\.zip\OpenWithProgids"; ValueType: string; ValueName: "Replydesk.Export"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.gz\OpenWithProgids"; ValueType: string; ValueName: "Replydesk.Export"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.json\OpenWithProgids"; ValueType: string; ValueName: "Replydesk.Export"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.jsonl\OpenWithProgids"; ValueType: string; ValueName: "Replydesk.Export"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.csv\OpenWithProgids"; ValueType: string; ValueName: "Replydesk.Export"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.tsv\OpenWithProgids"; ValueType: string; ValueName: "Replydesk.Export"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.xlsx\OpenWithProgids"; ValueType: string; ValueName: "Replydesk.Export"; ValueData: ""; Flags: uninsdeletevalue

[Run]
Filename: "{app}\replydesk.exe"; Description: "{cm:LaunchProgram,{#Title}}"; Flags: nowait postinstall skipifsilent

[UninstallRun]
; stops a running engine, which holds files open
Filename: "{app}\replydesk-console.exe"; Parameters: "engine stop"; Flags: runhidden; RunOnceId: "engine"

; Data are in each user's own folder (%LOCALAPPDATA%\Replydesk) and are kept.
