/** Frequent first names and surnames; their combinations are nobody in particular. */
export const firstNames =
  `Martina Sofía Valentina Catalina Emma Julieta Camila Lucía Agustina Florencia Rocío Milagros Abril Micaela Daniela Carolina Natalia Verónica Silvina Graciela Norma Susana Mónica Claudia Patricia Lorena Romina Yamila Brenda Celeste Aldana Ludmila Delfina Pilar Renata Bianca Malena Josefina Ana Marta
Santiago Mateo Benjamín Thiago Joaquín Bautista Lautaro Franco Tomás Nahuel Ezequiel Facundo Gonzalo Matías Nicolás Leandro Maximiliano Emiliano Rodrigo Sebastián Hernán Gustavo Marcelo Daniel Jorge Carlos Luis Ramón Osvaldo Héctor Bruno Ciro Dante Iván Lisandro Ulises Ignacio Federico Damián Cristian`.split(
    /\s+/,
  )

export const surnames =
  `González Rodríguez Gómez Fernández López Díaz Martínez Pérez Romero Sánchez García Sosa Torres Ramírez Álvarez Benítez Flores Acosta Medina Herrera Aguirre Giménez Gutiérrez Molina Castro Suárez Rojas Ortiz Núñez Luna Juárez Cabrera Ríos Ferreyra Godoy Morales Domínguez Moreno Peralta Vega Carrizo Quiroga Castillo Ledesma Muñoz Ojeda Ponce Vera Villalba Cardozo Navarro Coronel Vázquez Ramos Córdoba Figueroa Paz Mansilla Bustos Paredes Arce Ibáñez Agüero Oviedo Barrios Soria Lescano Miranda Leiva Bustamante`.split(
    /\s+/,
  )

export const companies = [
  'Metalúrgica Norte',
  'Estudio Marín & Asociados',
  'Colegio San Roque',
  'Club Atlético Los Talas',
  'Clínica Belgrano',
  'Logística Ruta 9',
  'Cooperativa La Unión',
  'Grupo Sierra Hotelería',
  'Autopartes Cóndor',
  'Productora Ñandú',
  'Imprenta del Centro',
  'Gimnasio Atenea',
]

export const streets = [
  'Obispo Trejo',
  'Belgrano',
  'San Martín',
  'Vélez Sarsfield',
  '27 de Abril',
  'Colón',
  'Rivadavia',
  'Chacabuco',
  'Independencia',
  'Duarte Quirós',
  'Achával Rodríguez',
  'Rondeau',
  'Paraná',
  'Ituzaingó',
  'La Rioja',
  'Jujuy',
  'Caseros',
  'Bolívar',
  'Entre Ríos',
  'Sucre',
]
