import { HOST } from '../provider/loopback.ts';
import { deployFolder } from './run-rt.ts';

/** Where RT tells Stagepost what people change on tickets. */
export interface Telling {
  readonly url: string;
  readonly secretFile: string;
}

/** RT_SiteConfig.pm of an instance that keeps everything it writes in one folder. */
export function siteConfig({
  dir,
  port,
  telling,
  plugins = deployFolder,
}: {
  readonly dir: string;
  readonly port: number;
  readonly telling?: Telling | undefined;
  /** Folder of RT's local plugins. */
  readonly plugins?: string;
}): string {
  const place = (name: string) => perlText(`${dir}/${name}`);
  return `use utf8;

Set($rtname, 'rt.test');
Set($Organization, 'rt.test');
Set($CorrespondAddress, 'sw-rel@rt.test');
Set($CommentAddress, 'sw-rel-comment@rt.test');
Set($OwnerEmail, 'root@rt.test');
Set($Timezone, 'UTC');
Set($WebDomain, '${HOST}');
Set($WebPort, ${port});
Set($WebPath, '');
Set($WebBaseURL, 'http://${HOST}:${port}');
Set($DatabaseType, 'SQLite');
Set($DatabaseName, ${place('rt.sqlite')});

# RT reads these from package variables and not from its options.
$RT::VarPath         = ${place('.')};
$RT::MasonDataDir    = ${place('mason')};
$RT::MasonSessionDir = ${place('session')};
$RT::LocalPluginPath = ${perlText(plugins)};
${telling === undefined ? '' : tellingConfig(telling)}
Set($LogToSyslog, undef);
Set($LogToSTDERR, 'warning');
Set($LogToFile, undef);

# It is paid with every token; RT's own value makes each request take a third of a second.
Set($BcryptCost, 4);

# Mail goes into a folder, for who reads it there, and to nobody.
my $mails = 0;
Set($MailCommand, sub {
    my ($entity) = @_;
    my $folder = ${place('mail')};
    return 1 unless -d $folder;
    my $file = sprintf '%s/%d-%d-%06d.eml', $folder, time, $$, ++$mails;
    open my $mail, '>', $file or return 0;
    print {$mail} $entity->as_string;
    return close $mail;
});

1;
`;
}

function tellingConfig({ url, secretFile }: Telling): string {
  // Three seconds may be too few on a machine that runs tests.
  return `Set(%Stagepost, Url => ${perlText(url)}, SecretFile => ${perlText(secretFile)}, Timeout => 30);\n`;
}

function perlText(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
