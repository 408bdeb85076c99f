package com.cielo24.examples.watch;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.cielo24.examples.outcome.BadInputException;

/**
 * The job of a file: its name starts with the job id, or it lies in a folder named by it.
 */
final class JobId {

    private static final Pattern START = Pattern.compile("(?i)([0-9a-f]{32})(?![0-9a-z])");
    private static final Pattern FOLDER = Pattern.compile("(?i)[0-9a-f]{32}");

    private JobId() {}

    /**
     * @param  path              where the file is in the inbox: relative, with slashes
     * @return                   32 hex digits, in lower case
     * @throws BadInputException if there is no job id, or there are two
     */
    static String of(String path) throws BadInputException {
        String[] names = path.split("/");
        String byName = byName(names[names.length - 1]);
        String byFolder = byFolder(names);
        if (byName == null && byFolder == null) {
            throw new BadInputException("no job id: start the file's name with the 32 hex digits of its job"
                    + " (64bea283eff6475ea6596027a6ba0929-lecture.mp4), or put it into a folder of that name");
        }
        if (byName != null && byFolder != null && !byName.equals(byFolder)) {
            throw new BadInputException("two job ids: the file's name says " + byName + ", but its folder says "
                    + byFolder + "; leave one");
        }
        return byName != null ? byName : byFolder;
    }

    /** Whether a file says at all which job it is for, rightly or wrongly. */
    static boolean isNamedBy(String path) {
        String[] names = path.split("/");
        return byName(names[names.length - 1]) != null || byFolder(names) != null;
    }

    private static String byName(String name) {
        Matcher matcher = START.matcher(name);
        return matcher.lookingAt() ? matcher.group(1).toLowerCase(Locale.ROOT) : null;
    }

    /** The nearest folder counts. */
    private static String byFolder(String[] names) {
        for (int i = names.length - 2; i >= 0; i--) {
            if (FOLDER.matcher(names[i]).matches()) {
                return names[i].toLowerCase(Locale.ROOT);
            }
        }
        return null;
    }
}
