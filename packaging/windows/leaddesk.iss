; The installer for Windows, made by Inno Setup 6.3 or newer out of the program's folder. `python -m package` calls it
; with /DVersion, /DFolder and /DIcon. Never run where it was written: see packaging/CHECKLIST.md.
;
; Per user by default, without an administrator; for IT:
;   leaddesk-VERSION-setup.exe /VERYSILENT /SUPPRESSMSGBOXES /NORESTART [/ALLUSERS] [/DIR="..."] [/LOG="..."]

[Setup]
AppId={{5F0B1C7E-3C62-4B0B-9A57-2D1E6B8F4C11}
AppName=LeadDesk
AppVersion={#Version}
AppPublisher=LeadDesk
VersionInfoVersion={#Version}
DefaultDirName={autopf}\LeadDesk
DefaultGroupName=LeadDesk
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=commandline dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile={#Folder}\LICENSE.txt
OutputBaseFilename=leaddesk-{#Version}-setup
Compression=lzma2
SolidCompression=yes
WizardStyle=modern
SetupIconFile={#Icon}
UninstallDisplayIcon={app}\leaddesk.exe
CloseApplications=yes
ChangesAssociations=yes
#ifdef Signed
SignTool=leaddesk
SignedUninstaller=yes
#endif

[InstallDelete]
; What an older version left must not be loaded by a newer one.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Folder}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{group}\LeadDesk"; Filename: "{app}\leaddesk.exe"
Name: "{group}\LeadDesk practice"; Filename: "{app}\leaddesk.exe"; Parameters: "--practice"

[Registry]
; HKA is the user's own part, or the machine's with /ALLUSERS.
Root: HKA; Subkey: "Software\Classes\leaddesk"; ValueType: string; ValueData: "URL:LeadDesk"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\leaddesk"; ValueType: string; ValueName: "URL Protocol"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\leaddesk\shell\open\command"; ValueType: string; ValueData: """{app}\leaddesk.exe"" ""%1"""

[Run]
Filename: "{app}\leaddesk.exe"; Description: "{cm:LaunchProgram,LeadDesk}"; Flags: nowait postinstall skipifsilent
