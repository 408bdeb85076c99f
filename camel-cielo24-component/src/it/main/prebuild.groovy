// The program of the README, taken out of the README itself; and its POM, with what runs the test of it.
def readme = new File(basedir, '../../../../README.md').getText('UTF-8')
def blocks = { language, size ->
    def found = (readme =~ /(?s)```${language}\n(.*?)```/).collect { it[1] }
    assert found.size() == size: "the README has ${found.size()} blocks of ${language}"
    found
}
def write = { path, text ->
    def file = new File(basedir, path)
    file.parentFile.mkdirs()
    file.setText(text, 'UTF-8')
}
def (program, clauses) = blocks('java', 2)
write('src/main/java/com/example/Recordings.java', program)
// compiled only, where Camel Main does not find them
write('src/test/java/clauses/Clauses.java', """package clauses;
    import com.cielo24.client.*;
    import org.apache.camel.Exchange;
    import org.apache.camel.Predicate;
    class Clauses extends org.apache.camel.builder.RouteBuilder {
        public void configure() { ${clauses} }
    }""")
write('src/main/resources/application.properties', blocks('properties', 1)[0])
write('pom.xml', blocks('xml', 1)[0].replace('</project>', new File(basedir, 'test-profile.xml').text + '</project>'))
