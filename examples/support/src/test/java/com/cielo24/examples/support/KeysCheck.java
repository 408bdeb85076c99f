package com.cielo24.examples.support;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/** That the help and the version of a program say what is so. */
public final class KeysCheck {

    /** A key as a literal of its own, or as a placeholder. */
    private static final Pattern READ = Pattern.compile(
            "\"((?:ingest|captions|broker|media)(?:\\.[a-z-]+)+)\"|\\{\\{((?:ingest|captions)(?:\\.[a-z-]+)+)}}");

    private KeysCheck() {}

    /** From the folder of a program's module, as Maven runs its tests. */
    public static void check(ExampleMain program) throws IOException {
        Keys keys = Keys.read();
        assertThat(keys.all())
                .allSatisfy(key -> assertThat(key.meaning()).as(key.name()).isNotEmpty());
        Set<String> documented = keys.all().stream()
                .map(Keys.Key::name)
                .filter(name -> !name.startsWith("camel."))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(documented).isEqualTo(keysInCode());

        CommandLine command = ExampleMain.command(program);
        List<String> help =
                Arrays.asList(command.getUsageMessage(CommandLine.Help.Ansi.OFF).split("\\R"));
        assertThat(keys.all()).allSatisfy(key -> {
            assertThat(help).anyMatch(line -> line.matches("  " + Pattern.quote(key.name()) + "(=.*)?"));
            assertThat(help).contains("      " + key.meaning().get(0));
        });
        StringWriter version = new StringWriter();
        command.printVersionHelp(new PrintWriter(version, true));
        assertThat(version.toString())
                .containsPattern(command.getCommandName() + " \\d+\\.\\d+\\.\\d+")
                .containsPattern("Camel \\d+\\.\\d+\\.\\d+");
    }

    /** Other keys of application.properties read some, too. */
    private static Set<String> keysInCode() throws IOException {
        Set<String> read = new TreeSet<>();
        for (String sources : List.of("src/main", "../support/src/main/java")) {
            try (Stream<Path> files = Files.walk(Path.of(sources))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    READ.matcher(Files.readString(file))
                            .results()
                            .map(KeysCheck::key)
                            .forEach(read::add);
                }
            }
        }
        return read;
    }

    private static String key(MatchResult match) {
        return match.group(1) != null ? match.group(1) : match.group(2);
    }
}
